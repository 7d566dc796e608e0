package io.backstitch.stack.sandbox;

import java.io.IOException;

/**
 * {@code PUT /cards/{token}} with {@code {"decline":"insufficient_funds"}} makes a card say no; {@code DELETE} undoes it. The
 * same for payees, {@code /payees/{name}}.
 */
final class CardsApi extends ControlApi {
    /** Why the card is to say no. */
    record Declining(String decline) {
        Declining {
            Check.present("decline", decline);
        }
    }

    private final String path;
    private final Cards cards;

    CardsApi(String path, Cards cards) {
        this.path = path;
        this.cards = cards;
    }

    @Override
    void answer(HttpCall call) throws IOException {
        String token = call.pathAfter(path);
        if (token.isEmpty()) {
            unknown(call);
            return;
        }
        switch (call.method()) {
            case "PUT" -> {
                cards.decline(token, call.json(Declining.class).decline());
                call.answerNothing();
            }
            case "DELETE" -> {
                cards.accept(token);
                call.answerNothing();
            }
            default -> unknown(call);
        }
    }
}

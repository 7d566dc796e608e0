package io.backstitch.stack.sandbox;

import java.io.IOException;
import java.util.List;

/**
 * Reads what the mail sink accepted: {@code GET /mail/messages} (with {@code ?to=} one recipient's), {@code GET
 * /mail/messages/{id}}, {@code GET /mail/record}, which is everything in order, and {@code
 * GET /mail/refused}, what was wrong.
 */
final class MailApi extends ControlApi {
    private final Mailbox mailbox;

    MailApi(Mailbox mailbox) {
        this.mailbox = mailbox;
    }

    @Override
    void answer(HttpCall call) throws IOException {
        String id = call.pathAfter("/mail/messages/");
        if (!call.method().equals("GET")) {
            unknown(call);
        } else if (!id.isEmpty()) {
            answerOne(call, id);
        } else {
            switch (call.path()) {
                case "/mail/messages" -> call.answer(200, messages(call));
                case "/mail/record" -> call.answer(200, mailbox.all());
                case "/mail/refused" -> call.answer(200, mailbox.refused());
                default -> unknown(call);
            }
        }
    }

    private List<Mail> messages(HttpCall call) {
        var to = call.query("to");
        return mailbox.all().stream()
                .filter(mail -> to.isEmpty() || mail.to().contains(to.get()))
                .toList();
    }

    private void answerOne(HttpCall call, String id) throws IOException {
        var found = mailbox.all().stream().filter(mail -> mail.id().equals(id)).findFirst();
        if (found.isPresent()) {
            call.answer(200, found.get());
        } else {
            call.problem(404, "There is no mail with the id '%s'.".formatted(id));
        }
    }
}

package io.backstitch.stack.sandbox;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Sets and clears faults.
 *
 * <ul>
 *   <li>{@code PUT /faults/payments}, {@code /faults/objects} or {@code /faults/mail} with one {@link Fault} or a list of them: these and no
 *       others are in force from now on.
 *   <li>{@code GET /faults}: what is in force, whoever has set it.
 *   <li>{@code DELETE /faults/payments}, {@code /faults/objects} or {@code /faults/mail}: that partner is well again; {@code DELETE /faults}: all
 *       is well again, cards and payees too.
 * </ul>
 *
 * <p>With {@code ?tester=NAME} a PUT replaces, and a DELETE takes away, the faults of this tester only: several can share the partners.
 */
final class FaultsApi extends ControlApi {
    private static final String TESTER = "tester";

    private final Faults payments;
    private final Faults objects;
    private final Faults mail;
    private final Cards cards;
    private final Cards payees;

    FaultsApi(Faults payments, Faults objects, Faults mail, Cards cards, Cards payees) {
        this.payments = payments;
        this.objects = objects;
        this.mail = mail;
        this.cards = cards;
        this.payees = payees;
    }

    @Override
    void answer(HttpCall call) throws IOException {
        switch (call.route()) {
            case "GET /faults" -> call.answer(200, inForce());
            case "PUT /faults/payments" -> set(call, payments, call.jsonList(Fault.class));
            case "PUT /faults/objects" -> set(call, objects, call.jsonList(Fault.class));
            case "PUT /faults/mail" -> set(call, mail, forMail(call.jsonList(Fault.class)));
            case "DELETE /faults/payments" -> clear(call, payments);
            case "DELETE /faults/objects" -> clear(call, objects);
            case "DELETE /faults/mail" -> clear(call, mail);
            case "DELETE /faults" -> clearAll(call);
            default -> unknown(call);
        }
    }

    private Map<String, Object> inForce() {
        var all = new LinkedHashMap<String, Object>();
        all.put("payments", payments.list());
        all.put("objects", objects.list());
        all.put("mail", mail.list());
        all.put("cards", cards.declined());
        all.put("payees", payees.declined());
        return all;
    }

    private static List<Fault> forMail(List<Fault> faults) {
        for (Fault fault : faults) {
            if (Stream.of(fault.path(), fault.retryAfter(), fault.deduplicate()).anyMatch(Objects::nonNull)) {
                throw new IllegalArgumentException(
                        "Mail knows no path, retryAfter or deduplicate; these are for HTTP.");
            }
        }
        return faults;
    }

    private static void set(HttpCall call, Faults partner, List<Fault> faults) throws IOException {
        partner.set(call.query(TESTER).orElse(""), faults);
        call.answer(200, partner.list());
    }

    private static void clear(HttpCall call, Faults... partners) throws IOException {
        for (Faults partner : partners) {
            call.query(TESTER).ifPresentOrElse(partner::clear, partner::clear);
        }
        call.answerNothing();
    }

    private void clearAll(HttpCall call) throws IOException {
        if (call.query(TESTER).isEmpty()) {
            cards.acceptAll();
            payees.acceptAll();
        }
        clear(call, payments, objects, mail);
    }
}

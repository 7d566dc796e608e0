package io.backstitch.stack.sandbox;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Which cards, or payees, say no. All others say yes; one always says no. */
final class Cards {
    private final String alwaysDeclined;
    private final Map<String, String> declines = new ConcurrentHashMap<>();

    private Cards(String alwaysDeclined) {
        this.alwaysDeclined = alwaysDeclined;
    }

    /** Cards; {@code tok_declined} always says no. */
    static Cards cards() {
        return new Cards("tok_declined");
    }

    /** Payees by name; {@code payee-declined} always says no. */
    static Cards payees() {
        return new Cards("payee-declined");
    }

    /** Why this card says no, or nothing when it says yes. */
    Optional<String> decline(String card) {
        return card.equals(alwaysDeclined) ? Optional.of("generic_decline") : Optional.ofNullable(declines.get(card));
    }

    void decline(String card, String reason) {
        declines.put(card, reason);
    }

    void accept(String card) {
        declines.remove(card);
    }

    void acceptAll() {
        declines.clear();
    }

    /** The cards that were told to say no, with their reasons. */
    Map<String, String> declined() {
        return new TreeMap<>(declines);
    }
}

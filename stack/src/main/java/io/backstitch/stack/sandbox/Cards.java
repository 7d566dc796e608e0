package io.backstitch.stack.sandbox;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Which cards say no. All others say yes; {@code tok_declined} always says no. */
final class Cards {
    private static final String ALWAYS_DECLINED = "tok_declined";

    private final Map<String, String> declines = new ConcurrentHashMap<>();

    /** Why this card says no, or nothing when it says yes. */
    Optional<String> decline(String card) {
        return card.equals(ALWAYS_DECLINED) ? Optional.of("generic_decline") : Optional.ofNullable(declines.get(card));
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

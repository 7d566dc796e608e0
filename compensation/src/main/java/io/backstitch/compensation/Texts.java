package io.backstitch.compensation;

import java.nio.charset.StandardCharsets;

/** Checks of the texts that ids are made of. */
final class Texts {

    /** An index of PostgreSQL takes 2,700; the undo of the longest key is still one. */
    private static final int MOST_BYTES = 2_000;

    private Texts() {}

    static void requirePart(String name, String value) {
        if (value.isBlank() || value.indexOf('/') >= 0) {
            throw new IllegalArgumentException(
                    "%s must be a text without a slash, but is \"%s\"".formatted(name, value));
        }
    }

    /** Half a character, and the character zero, are no text: no database keeps them, and no partner gets them. */
    static void requireStorable(String what, String value) {
        if (value.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            throw new KeyRefused(what + " must be a text, but has half a character or the character zero in it");
        }
    }

    static IdempotencyKey requireShort(IdempotencyKey key) {
        int bytes = key.value().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_BYTES) {
            throw new KeyRefused(
                    "An idempotency key may have %d bytes, but this would have %d; give a shorter occurrence, such as an id or a number"
                            .formatted(MOST_BYTES, bytes));
        }
        return key;
    }
}

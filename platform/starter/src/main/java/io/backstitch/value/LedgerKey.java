package io.backstitch.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The key of an effect, as the ledger shows it: up to 2000 characters, which are looked for as they are. */
public record LedgerKey(@JsonValue String text) implements Word {

    static final int LONGEST = 2000;

    /**
     * The value, if it is one.
     *
     * @throws BadValue when it is none
     */
    @JsonCreator
    public static LedgerKey of(String text) {
        return new LedgerKey(Texts.prose(text, LONGEST));
    }

    @Override
    public String toString() {
        return text;
    }
}

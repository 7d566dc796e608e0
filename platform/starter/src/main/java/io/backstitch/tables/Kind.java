package io.backstitch.tables;

/** In which way a column can name a person, and so what an erasure does with it. */
public enum Kind {
    /** One person and nothing else: becomes the pseudonym. */
    LOGIN("%s::text", "?"),
    /** Several such: {@code text[]}. */
    LOGINS("array_to_json(%s)::text", "?"),
    /** Words of people or programs: the name becomes the pseudonym where it stands. */
    TEXT("%s::text", "?"),
    /** The same within the values of {@code jsonb}, at any depth. */
    JSON("%s::text", "CAST(? AS jsonb)"),
    /** The same where the column is {@code text}; what is no JSON is words. */
    JSON_TEXT("%s::text", "?"),
    /** Says more of the person whom the rest of the row names, such as a telephone number: becomes the pseudonym when that does. */
    BESIDE("%s::text", "?"),
    /** Cannot be changed in part, since a hash of it is on record: becomes null. */
    WHOLE("%s::text", "?"),
    /** {@code bytea}, not needed by any run: becomes empty. */
    BYTES("encode(%s, 'escape')", "decode(?, 'escape')"),
    /** Others know us by it, as the key of a request or an effect: stays, and is counted. */
    KEY("%s::text", "?"),
    /** A part of the chain of the audit: stays, and is counted. */
    CHAIN("%s::text", "?"),
    /** The same, as {@code bytea}. */
    CHAIN_BYTES("encode(%s, 'escape')", "?"),
    /** Names nobody. */
    FREE("%s::text", "?");

    private final String read;
    private final String written;

    Kind(String read, String written) {
        this.read = read;
        this.written = written;
    }

    /** SQL: the column as a text. */
    public String read(String column) {
        return read.formatted(column);
    }

    /** SQL: a parameter as the column. */
    public String written() {
        return written;
    }

    /** Whether what stands there can be changed. */
    public boolean changes() {
        return !stays() && this != FREE;
    }

    /** Whether what stands there stays although it may name the person. */
    public boolean stays() {
        return this == KEY || this == CHAIN || this == CHAIN_BYTES;
    }
}

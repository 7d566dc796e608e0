package io.backstitch.value;

/** A value that is not what its type takes. The message is the rest of a sentence that begins with the name of its field, and never quotes it. */
public final class BadValue extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public BadValue(String fault) {
        super(fault);
    }

    /** The rest of a sentence that begins with the name of the field. */
    public String fault() {
        return String.valueOf(getMessage());
    }
}

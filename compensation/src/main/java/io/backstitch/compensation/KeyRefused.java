package io.backstitch.compensation;

/**
 * No key can be made of what the model gives. Nothing was done, and trying again does not help: its author gives another occurrence, or another key.
 * The message says what is wrong with it, and does not quote it.
 */
public final class KeyRefused extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** @param message a sentence for people */
    public KeyRefused(String message) {
        super(message);
    }
}

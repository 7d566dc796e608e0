package io.backstitch.compensation;

/** Checks of the texts that ids are made of. */
final class Texts {

    private Texts() {}

    static void requirePart(String name, String value) {
        if (value.isBlank() || value.indexOf('/') >= 0) {
            throw new IllegalArgumentException(
                    "%s must be a text without a slash, but is \"%s\"".formatted(name, value));
        }
    }
}

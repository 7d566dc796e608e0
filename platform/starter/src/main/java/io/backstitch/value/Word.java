package io.backstitch.value;

import org.jspecify.annotations.Nullable;

/** A value that is a text, as JSON and everywhere else. */
public interface Word {

    /** As it came in, in Unicode's form NFC where it is one line. */
    String text();

    /** Of one that may be left out. */
    static @Nullable String textOf(@Nullable Word word) {
        return word == null ? null : word.text();
    }
}

package io.backstitch.value;

/** A value that is a text, as JSON and everywhere else. */
public interface Word {

    /** As it came in, in Unicode's form NFC where it is one line. */
    String text();
}

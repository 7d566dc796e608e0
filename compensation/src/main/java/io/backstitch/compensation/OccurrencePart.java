package io.backstitch.compensation;

/**
 * An occurrence as part of a key: as it is, or, where it could be taken for something else, escaped behind an empty part. No part that stands as it is
 * is ever empty, so the two never meet.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6901#section-3">RFC 6901, which escapes slashes so</a>
 */
final class OccurrencePart {

    private static final String RESERVED = "undo";

    private OccurrencePart() {}

    static String of(String occurrence) {
        if (occurrence.equals(RESERVED)) {
            return "/~" + RESERVED; // behind a tilde that escapes there is always a digit
        }
        return occurrence.indexOf('/') < 0
                ? occurrence
                : "/" + occurrence.replace("~", "~0").replace("/", "~1");
    }
}

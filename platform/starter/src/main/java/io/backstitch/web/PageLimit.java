package io.backstitch.web;

import org.springframework.http.HttpStatus;

/** How much of a list is shown at once. */
public final class PageLimit {

    private static final int LONGEST = 500;

    private PageLimit() {}

    /** The limit that somebody asks for, which is 1 to 500; anything else is refused with a sentence. */
    public static int of(int limit) {
        if (limit < 1 || limit > LONGEST) {
            throw new Problem(
                    HttpStatus.BAD_REQUEST, "limit must be from 1 to %d, and is %d".formatted(LONGEST, limit));
        }
        return limit;
    }
}

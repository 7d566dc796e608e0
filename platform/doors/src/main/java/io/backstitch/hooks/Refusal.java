package io.backstitch.hooks;

import java.util.Locale;
import org.springframework.http.HttpStatus;

/** Why an event is not taken: a closed set. */
enum Refusal {
    UNKNOWN_SOURCE(HttpStatus.NOT_FOUND),
    TOO_SLOW(HttpStatus.REQUEST_TIMEOUT),
    TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE),
    WRONG_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE),
    FORGED(HttpStatus.UNAUTHORIZED),
    STALE(HttpStatus.UNAUTHORIZED),
    MALFORMED(HttpStatus.BAD_REQUEST),
    CONFLICT(HttpStatus.CONFLICT);

    private final HttpStatus status;

    Refusal(HttpStatus status) {
        this.status = status;
    }

    HttpStatus status() {
        return status;
    }

    /** As it is counted. */
    String tag() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

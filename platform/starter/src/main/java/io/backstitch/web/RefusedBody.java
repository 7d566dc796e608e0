package io.backstitch.web;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** A body that is larger than its door allows (413), or did not arrive in time (408). Whoever reads the body gets it, and passes it on. */
public final class RefusedBody extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;

    private RefusedBody(HttpStatus status, String detail, @Nullable Throwable cause) {
        super(detail, cause);
        this.status = status;
    }

    static RefusedBody tooLarge(long bytes) {
        return new RefusedBody(
                HttpStatus.CONTENT_TOO_LARGE,
                "The body may have %d bytes at most; nothing was stored".formatted(bytes),
                null);
    }

    static RefusedBody tooSlow(Duration time, @Nullable Throwable cause) {
        return new RefusedBody(
                HttpStatus.REQUEST_TIMEOUT,
                "The body must arrive within %d seconds; nothing was stored".formatted(time.toSeconds()),
                cause);
    }

    /** The refusal that has led to a failure; null when it has another reason. */
    static @Nullable RefusedBody in(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedBody refused) {
                return refused;
            }
        }
        return null;
    }

    public HttpStatus status() {
        return status;
    }

    ProblemDetail problem() {
        return ProblemDetail.forStatusAndDetail(status, String.valueOf(getMessage()));
    }
}

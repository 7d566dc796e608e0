package io.backstitch.web;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A request that cannot be granted: answered with problem details (RFC 9457) that say what to do. */
public final class Problem extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    public Problem(HttpStatus status, String detail) {
        super(status, ProblemDetail.forStatusAndDetail(status, detail), null);
    }
}

package io.backstitch.web;

import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A request that cannot be granted: answered with problem details (RFC 9457) that say what to do. */
public final class Problem extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    public Problem(HttpStatus status, String detail) {
        super(status, ProblemDetail.forStatusAndDetail(status, detail), null);
    }

    /** A field that is missing or wrong: answered with its name, and what is wrong with it. */
    public static Problem ofField(String field, String why) {
        Problem problem = new Problem(HttpStatus.BAD_REQUEST, "Some fields are missing or wrong; see errors");
        problem.getBody().setProperty("errors", List.of(Map.of("field", field, "message", why)));
        return problem;
    }
}

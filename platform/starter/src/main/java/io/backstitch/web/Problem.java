package io.backstitch.web;

import io.backstitch.value.Field;
import java.util.List;
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
        return of("Some fields are missing or wrong; see errors", field, why);
    }

    /** The same of a part of the address, or of a header, of which there is one at a time. */
    public static Problem ofParameter(String name, String why) {
        return of("%s %s".formatted(name, why), name, why);
    }

    static Problem of(String detail, String field, String why) {
        Problem problem = new Problem(HttpStatus.BAD_REQUEST, detail);
        problem.getBody().setProperty("errors", List.of(new Field(field, why)));
        return problem;
    }
}

package io.backstitch.hooks;

import io.backstitch.value.Field;
import io.backstitch.web.Problem;
import java.util.List;

/**
 * An event that is not taken; nothing of it was stored. Whose fault it is, its status says. It has no cause, and its texts have no
 * values: those of the payload are nobody's business here.
 */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Refusal refusal;
    private final transient List<Field> fields;

    Refused(Refusal refusal, String detail) {
        this(refusal, detail, List.of());
    }

    Refused(Refusal refusal, String detail, List<Field> fields) {
        super(detail);
        this.refusal = refusal;
        this.fields = fields;
    }

    Refusal refusal() {
        return refusal;
    }

    /** What the sender hears. */
    Problem problem() {
        Problem problem = new Problem(refusal.status(), String.valueOf(getMessage()));
        if (!fields.isEmpty()) {
            problem.getBody().setProperty("errors", fields);
        }
        return problem;
    }
}

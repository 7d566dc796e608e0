package io.backstitch.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants on record; the {@link Chain} gives it a place.
 *
 * @param at when it happened; kept to the microsecond, as databases keep it
 * @param kind what happened, lower-case words: {@code approval.sealed}
 * @param run what it is about, or null
 * @param body a JSON object; kept in the one form of RFC 8785. Personal data does not belong in it: see {@link PersonalData}
 */
public record Draft(Instant at, String kind, @Nullable String run, String body) {
    /** The longest body, in characters. */
    public static final int MAX_BODY = 1 << 20;

    private static final int MAX_RUN = 1000;
    private static final Pattern KIND = Pattern.compile("[a-z]+(-[a-z]+)*(\\.[a-z]+(-[a-z]+)*)+");

    /**
     * Takes the body into its one form.
     *
     * @throws IllegalArgumentException when the kind is none, or the body is no object, too long, or nothing that RFC 8785 keeps exactly
     */
    public Draft {
        requireKind(kind);
        requireRun(run);
        at = at.truncatedTo(ChronoUnit.MICROS);
        if (body.length() > MAX_BODY) {
            throw new IllegalArgumentException(
                    "The body has %d characters, more than %d.".formatted(body.length(), MAX_BODY));
        }
        body = CanonicalJson.ofObject(body);
    }

    static void requireKind(String kind) {
        if (kind.length() > 100 || !KIND.matcher(kind).matches()) {
            throw new IllegalArgumentException("The kind \"%s\" is not like approval.sealed.".formatted(kind));
        }
    }

    static void requireRun(@Nullable String run) {
        if (run == null) {
            return;
        }
        if (run.isEmpty() || run.length() > MAX_RUN) {
            throw new IllegalArgumentException(
                    "The run has %d characters, not 1 to %d.".formatted(run.length(), MAX_RUN));
        }
        CanonicalJson.requireText("The run", run);
    }
}

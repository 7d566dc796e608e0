package io.backstitch.approval;

import io.backstitch.intake.Deadlines;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The timers of an approval at one level, all of them set: durations of ISO 8601. */
record Timers(String remindEvery, String escalateAfter, String inviteAfter, String expireAfter) {

    /** Timers that the table does not ask for are set so far away that nobody lives to see them. */
    private static final String NEVER = "P36500D";

    /** What the caller asks for: durations of ISO 8601; null where the table counts. */
    record Asked(
            @Nullable String remindAfter,
            @Nullable String escalateAfter,
            @Nullable String expireAfter) {

        private Asked believed(Deadlines deadlines) {
            return new Asked(
                    deadlines.believed(remindAfter),
                    deadlines.believed(escalateAfter),
                    deadlines.believed(expireAfter));
        }
    }

    /** The table's, with what was asked for instead, as far as it may be: of the last level, where nobody else is asked later, when it expires. */
    static Timers of(ApprovalTables.Route route, @Nullable Asked asked, Deadlines deadlines) {
        Asked given = asked == null ? new Asked(null, null, null) : asked.believed(deadlines);
        String escalateAfter = first(given.escalateAfter(), route.escalateAfter());
        String escalation = Objects.requireNonNullElse(route.escalation(), "none");
        boolean replaced = escalation.equals("replace");
        return new Timers(
                first(given.remindAfter(), route.remindAfter()),
                replaced ? escalateAfter : NEVER,
                escalation.equals("invite") ? escalateAfter : NEVER,
                first(replaced ? null : given.expireAfter(), route.expireAfter()));
    }

    private static String first(@Nullable String given, @Nullable String table) {
        return Stream.of(Optional.ofNullable(given), Optional.ofNullable(table))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(NEVER);
    }
}

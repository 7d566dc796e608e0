package io.backstitch.history;

import io.backstitch.history.RunView.RunState;
import io.backstitch.intake.ArchivedRuns;
import io.backstitch.intake.Run;
import io.backstitch.intake.Runs;
import io.backstitch.security.Viewer;
import io.backstitch.waiting.StuckRun;
import io.backstitch.web.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists runs, the newest first, from our own tables. Reading changes nothing. */
@Component
class RunList {

    /** In one place, in the words of {@link RunState}; a run that has ended waits for nobody. */
    private static final String STATE = """
            CASE WHEN saga.ended_at IS NOT NULL THEN 'ENDED'
                 WHEN saga.waits_for_person THEN 'WAITING_FOR_PERSON'
                 WHEN saga.state = 'UNWINDING' THEN 'UNWINDING'
                 WHEN run.relayed_at IS NULL THEN 'ACCEPTED'
                 ELSE 'RUNNING' END""";

    private static final String OPEN = "saga.ended_at IS NULL AND NOT saga.waits_for_person";

    private final JdbcClient jdbc;
    private final Runs runs;
    private final ArchivedRuns archived;
    private final Clock clock;

    RunList(JdbcClient jdbc, Runs runs, ArchivedRuns archived, Clock clock) {
        this.jdbc = jdbc;
        this.runs = runs;
        this.archived = archived;
        this.clock = clock;
    }

    /**
     * Which runs; null means any.
     *
     * @param since accepted then or later
     * @param until accepted before
     * @param stuck only those that make no progress and wait for nothing
     */
    record Filter(
            @Nullable String process,
            @Nullable RunState state,
            @Nullable String outcome,
            @Nullable Instant since,
            @Nullable Instant until,
            boolean stuck) {}

    /**
     * One run without its steps.
     *
     * @param outcome null while it runs
     * @param cause why it was unwound; null when it was not
     * @param endedAt null while it runs
     * @param stuck why it makes no progress although it waits for nothing, in a sentence; null when it is not stuck
     */
    record Line(
            String id,
            String process,
            RunState state,
            @Nullable String outcome,
            @Nullable String cause,
            Instant acceptedAt,
            @Nullable Instant endedAt,
            @Nullable String stuck) {}

    /**
     * Some of the runs that match.
     *
     * @param next the id behind which the next page begins; null when this is the last
     */
    record Page(List<Line> runs, @Nullable String next) {}

    /**
     * One page. Runs that are accepted or archived meanwhile shift nothing: pages begin behind a run, not at a number.
     *
     * @param after the id of the last run of the page before; null for the first page
     * @throws Problem when {@code after} is no run that the viewer may see
     */
    Page page(Filter filter, Viewer viewer, @Nullable String after, int limit) {
        @Nullable Timestamp behind = after == null ? null : acceptedAt(after, viewer);
        List<Object> values = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        for (RunScope scope : RunScope.of(filter.process(), filter.outcome(), viewer)) {
            parts.add("(" + part(filter, scope, behind, after, values) + " LIMIT ?)");
            values.add(limit + 1);
        }
        if (parts.isEmpty()) {
            return new Page(List.of(), null);
        }
        String sql = "SELECT * FROM (" + String.join(" UNION ALL ", parts)
                + ") AS seen ORDER BY accepted_at DESC, id DESC LIMIT ?";
        values.add(limit + 1);
        List<Line> lines = jdbc.sql(sql).params(values).query(this::read).list();
        if (lines.size() <= limit) {
            return new Page(lines, null);
        }
        List<Line> page = List.copyOf(lines.subList(0, limit));
        return new Page(page, page.getLast().id());
    }

    private static String part(
            Filter filter, RunScope scope, @Nullable Timestamp behind, @Nullable String after, List<Object> values) {
        String sql = "SELECT run.id, run.process, " + STATE
                + " AS state, saga.outcome, saga.cause, run.accepted_at, saga.ended_at,"
                + " stuck.reason AS stuck, stuck.since AS stuck_since"
                + " FROM saga JOIN run ON " + scope.saga() + " "
                + (filter.stuck() ? "" : "LEFT ")
                + "JOIN stuck_run AS stuck ON stuck.run = run.id AND stuck.told_at IS NOT NULL AND saga.ended_at IS NULL WHERE true"
                + scope.where(values)
                + where(filter, scope.time(), values);
        if (behind != null && after != null) {
            sql += " AND (%s, %s) < (?, ?)".formatted(scope.time(), scope.id());
            values.add(behind);
            values.add(after);
        }
        return sql + " ORDER BY %s DESC, %s DESC".formatted(scope.time(), scope.id());
    }

    private static String where(Filter filter, String time, List<Object> values) {
        StringBuilder where = new StringBuilder();
        if (filter.state() != null) {
            where.append(" AND ").append(is(filter.state()));
        }
        if (filter.outcome() != null) {
            where.append(" AND saga.outcome = ?");
            values.add(filter.outcome());
        }
        if (filter.since() != null) {
            where.append(" AND ").append(time).append(" >= ?");
            values.add(Timestamp.from(filter.since()));
        }
        if (filter.until() != null) {
            where.append(" AND ").append(time).append(" < ?");
            values.add(Timestamp.from(filter.until()));
        }
        return where.toString();
    }

    /** As {@link #STATE} says, but column by column: so the database knows how many there are, and which index finds them. */
    private static String is(RunState state) {
        return switch (state) {
            case ENDED -> "saga.ended_at IS NOT NULL";
            case WAITING_FOR_PERSON -> "saga.ended_at IS NULL AND saga.waits_for_person";
            case UNWINDING -> OPEN + " AND saga.state = 'UNWINDING'";
            case ACCEPTED -> OPEN + " AND saga.state <> 'UNWINDING' AND run.relayed_at IS NULL";
            case RUNNING -> OPEN + " AND saga.state <> 'UNWINDING' AND run.relayed_at IS NOT NULL";
        };
    }

    private Timestamp acceptedAt(String run, Viewer viewer) {
        Optional<Timestamp> acceptedAt = runs.find(run, viewer)
                .map(Run::acceptedAt)
                .or(() -> archived.find(run, viewer).map(ArchivedRuns.ArchivedRun::acceptedAt))
                .map(Timestamp::from);
        return acceptedAt.orElseThrow(
                () -> new Problem(HttpStatus.BAD_REQUEST, "after must be the id of a run, and is " + run));
    }

    private Line read(ResultSet row, int number) throws SQLException {
        Timestamp endedAt = row.getTimestamp("ended_at");
        return new Line(
                row.getString("id"),
                row.getString("process"),
                RunState.valueOf(row.getString("state")),
                row.getString("outcome"),
                row.getString("cause"),
                row.getTimestamp("accepted_at").toInstant(),
                endedAt == null ? null : endedAt.toInstant(),
                stuck(row));
    }

    private @Nullable String stuck(ResultSet row) throws SQLException {
        String reason = row.getString("stuck");
        return reason == null
                ? null
                : StuckRun.sentence(reason, row.getTimestamp("stuck_since").toInstant(), clock);
    }
}

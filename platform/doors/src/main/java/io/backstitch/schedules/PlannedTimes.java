package io.backstitch.schedules;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How far each plan has come. A plan whose times are edited is another one, with a beginning of its own; instances that have the older one
 * still, as while a new version is rolled out, go on with that. To be called in a transaction.
 */
@Component
class PlannedTimes {

    /** About so old is what we know of when a plan was last seen. */
    private static final Duration BEAT = Duration.ofMinutes(1);
    /** Longer than instances of two versions need to hand over. */
    private static final Duration HANDED_OVER = Duration.ofMinutes(5);

    private final JdbcClient jdbc;

    PlannedTimes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A plan whose place another has taken, with what it had planned in between. */
    record Ended(LocalTimes times, Instant until, Instant end) {}

    /** Begins it, unless it has begun: now, or where an earlier version of the application had come to. */
    void begin(Schedule schedule, Instant now) {
        jdbc.sql("""
                        INSERT INTO schedule_plan (name, plan, until, begun_at, seen_at)
                        SELECT :name, :plan, coalesce((SELECT until FROM schedule WHERE name = :name
                            AND NOT EXISTS (SELECT FROM schedule_plan WHERE name = :name)), :now), :now, :now
                        ON CONFLICT DO NOTHING
                        """)
                .param("name", schedule.name())
                .param("plan", schedule.times().written())
                .param("now", Timestamp.from(now))
                .update();
    }

    /** Up to when all its times have had their turn; empty when another instance is at it. One that is back after another begins anew. */
    Optional<Instant> lock(Schedule schedule, Instant now) {
        return jdbc.sql("""
                        SELECT until, seen_at, ended_at FROM schedule_plan WHERE name = ? AND plan = ? FOR UPDATE SKIP LOCKED
                        """)
                .params(schedule.name(), schedule.times().written())
                .query((row, number) -> new Row(
                        row.getTimestamp("until").toInstant(),
                        row.getTimestamp("seen_at").toInstant(),
                        row.getTimestamp("ended_at") != null))
                .optional()
                .map(row -> row.ended() ? beginAnew(schedule, now) : see(schedule, row, now));
    }

    private record Row(Instant until, Instant seen, boolean ended) {}

    private Instant beginAnew(Schedule schedule, Instant now) {
        jdbc.sql(
                        "UPDATE schedule_plan SET until = ?, begun_at = ?, seen_at = ?, ended_at = NULL WHERE name = ? AND plan = ?")
                .params(
                        Timestamp.from(now),
                        Timestamp.from(now),
                        Timestamp.from(now),
                        schedule.name(),
                        schedule.times().written())
                .update();
        return now;
    }

    private Instant see(Schedule schedule, Row row, Instant now) {
        if (row.seen().plus(BEAT).isBefore(now)) {
            jdbc.sql("UPDATE schedule_plan SET seen_at = ? WHERE name = ? AND plan = ?")
                    .params(
                            Timestamp.from(now),
                            schedule.name(),
                            schedule.times().written())
                    .update();
        }
        return row.until();
    }

    void hadTurns(Schedule schedule, Instant until) {
        jdbc.sql("UPDATE schedule_plan SET until = ? WHERE name = ? AND plan = ?")
                .params(Timestamp.from(until), schedule.name(), schedule.times().written())
                .update();
    }

    /** The plans of this name that nobody has had since this one took their place; each is told once. */
    List<Ended> ended(Schedule schedule, Instant now) {
        return jdbc.sql("""
                        UPDATE schedule_plan AS older SET ended_at = :now FROM schedule_plan AS mine
                        WHERE mine.name = :name AND mine.plan = :plan AND mine.begun_at < :before
                          AND older.name = :name AND older.plan <> :plan AND older.ended_at IS NULL
                          AND older.begun_at <= mine.begun_at
                          AND older.seen_at < :before
                        RETURNING older.plan, older.until, mine.begun_at
                        """)
                .param("now", Timestamp.from(now))
                .param("name", schedule.name())
                .param("plan", schedule.times().written())
                .param("before", Timestamp.from(now.minus(HANDED_OVER)))
                .query((row, number) -> new Ended(
                        LocalTimes.read(row.getString("plan")),
                        row.getTimestamp("until").toInstant(),
                        row.getTimestamp("begun_at").toInstant()))
                .list();
    }

    /** False when it is on record already. */
    boolean misfire(Schedule schedule, Instant planned, Schedules.Reason reason, boolean madeUp, Instant now) {
        return jdbc.sql("""
                        INSERT INTO schedule_misfire (schedule, planned_at, found_at, made_up, reason) VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """)
                        .params(schedule.name(), Timestamp.from(planned), Timestamp.from(now), madeUp, reason.name())
                        .update()
                == 1;
    }
}

package io.backstitch.intake;

import io.backstitch.security.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The runs that were accepted. */
@Component
public class Runs {

    private final JdbcClient jdbc;

    Runs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One run, or empty when the id was never given out. */
    public Optional<Run> find(String id) {
        return jdbc.sql("SELECT id, process, accepted_at, relayed_at, cancelled_at FROM run WHERE id = ?")
                .param(id)
                .query(Runs::read)
                .optional();
    }

    /** The same, unless the viewer may not see it: who began it may, and who sent an event for it. */
    public Optional<Run> find(String id, Viewer viewer) {
        return jdbc.sql("""
                        SELECT id, process, accepted_at, relayed_at, cancelled_at FROM run
                        WHERE id = :id
                          AND (:all OR process = ANY(:processes) OR (:person <> '' AND (asked_by = :person
                               OR EXISTS (SELECT FROM run_event WHERE run = :id AND run_event.asked_by = :person))))
                        """)
                .param("id", id)
                .param("all", viewer.all())
                .param("processes", viewer.processNames())
                .param("person", viewer.person())
                .query(Runs::read)
                .optional();
    }

    /** What came in for the run, in order. */
    public List<RunEvent> eventsOf(Run run) {
        return jdbc.sql("""
                        SELECT message, source, accepted_at, relayed_at, taken_at, dead_at
                        FROM run_event WHERE run = ? ORDER BY seq
                        """)
                .param(run.id())
                .query((row, number) -> new RunEvent(
                        row.getString("message"),
                        row.getString("source"),
                        row.getTimestamp("accepted_at").toInstant(),
                        instant(row, "relayed_at"),
                        instant(row, "taken_at"),
                        row.getTimestamp("dead_at") != null))
                .list();
    }

    /**
     * The variables that the run was told, in their order: those it began with, then those of its events. For an event that came before,
     * and comes again, those that were told before it.
     *
     * @param sender of the event that is about to come
     * @param idempotencyKey of that event
     * @return as JSON
     */
    public List<String> toldBefore(Run run, Sender sender, String idempotencyKey) {
        return jdbc.sql("""
                        SELECT variables FROM run WHERE id = :run
                        UNION ALL
                        (SELECT variables FROM run_event WHERE run = :run AND dead_at IS NULL AND seq < coalesce(
                            (SELECT seq FROM run_event WHERE id IN (:events) AND run = :run AND asked_by IN ('', :person)
                             ORDER BY asked_by DESC LIMIT 1), 9223372036854775807) ORDER BY seq)
                        """)
                .param("run", run.id())
                .param("events", IntakeIds.events(run.process(), sender, idempotencyKey))
                .param("person", sender.person())
                .query((row, number) -> row.getString("variables"))
                .list();
    }

    /** Whether this event has come in for the run. */
    public boolean hasEvent(Run run, Sender sender, String idempotencyKey) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM run_event
                                       WHERE id IN (:events) AND run = :run AND asked_by IN ('', :person))
                        """)
                .param("events", IntakeIds.events(run.process(), sender, idempotencyKey))
                .param("person", sender.person())
                .param("run", run.id())
                .query(Boolean.class)
                .single();
    }

    private static Run read(ResultSet row, int number) throws SQLException {
        return new Run(
                row.getString("id"),
                row.getString("process"),
                row.getTimestamp("accepted_at").toInstant(),
                instant(row, "relayed_at"),
                instant(row, "cancelled_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}

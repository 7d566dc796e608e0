package io.backstitch.waiting;

import io.backstitch.intake.Line;
import io.backstitch.intake.Lines;
import io.backstitch.intake.Run;
import io.backstitch.value.Rate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What a run waits for, as the engine's records and our own tables tell it: seconds behind the engine, more while Kafka is away. Reading
 * changes nothing.
 */
@Component
public class RunWaits {

    private final JdbcClient jdbc;
    private final Lines lines;

    RunWaits(JdbcClient jdbc, Lines lines) {
        this.jdbc = jdbc;
        this.lines = lines;
    }

    /** All that an open run waits for, people first; empty while the engine is between two steps of it, and when it is stuck. */
    public List<Wait> of(Run run) {
        List<Wait> waits = new ArrayList<>(deadLetters(run));
        if (run.relayedAt() == null) {
            // Unless the engine does not want it, and a person was asked.
            return waits.isEmpty() ? List.of(new Wait(Wait.On.ENGINE, handing(run), run.acceptedAt(), null)) : waits;
        }
        waits.addAll(inEngine(run));
        // The incident of a dead letter is the letter, seen from the engine.
        boolean letter = waits.stream().anyMatch(wait -> wait.on() == Wait.On.PERSON || wait.on() == Wait.On.IN_DOUBT);
        return waits.stream()
                .filter(wait -> !letter || wait.on() != Wait.On.INCIDENT)
                .sorted(Comparator.comparing(Wait::on).thenComparing(Wait::since))
                .toList();
    }

    private String handing(Run run) {
        Line line = lines.of(run.process());
        Rate rate = line.startRate();
        return rate == null
                ? "to be handed to the engine"
                : "to be handed to the engine, which the lane %s does %s".formatted(line.lane(), rate.text());
    }

    private List<Wait> deadLetters(Run run) {
        return jdbc.sql("""
                        SELECT id, kind, element, opened_at FROM dead_letter WHERE saga = ? AND state = 'OPEN' AND kind <> 'HAPPENED_TWICE' ORDER BY id
                        """)
                .param(run.saga().value())
                .query((row, number) -> deadLetter(row))
                .list();
    }

    private static Wait deadLetter(ResultSet row) throws SQLException {
        boolean inDoubt = row.getString("kind").equals("IN_DOUBT");
        return new Wait(
                inDoubt ? Wait.On.IN_DOUBT : Wait.On.PERSON,
                "a person to decide dead letter %d (%s)".formatted(row.getLong("id"), row.getString("element")),
                row.getTimestamp("opened_at").toInstant(),
                null);
    }

    /**
     * A timer or a message counts where an element waits for nothing else; beside a task it only ends the wait. Why a job comes again
     * is told by its pause, as the worker that put it off has noted it.
     */
    private List<Wait> inEngine(Run run) {
        return jdbc.sql("""
                        SELECT wait.kind, wait.element, wait.name, wait.since, coalesce(wait.until, timer.until) AS until,
                            message.name AS message, wait.ready,
                            EXISTS (SELECT FROM instance WHERE alive_until > clock_timestamp() AND wait.wait_key = ANY (jobs)) AS in_hand,
                            pause.reason AS pause, pause.detail AS pause_detail
                        FROM engine_instance AS root
                        JOIN engine_instance AS own ON own.root = root.instance
                        JOIN engine_wait AS wait ON wait.instance = own.instance
                        LEFT JOIN job_pause AS pause ON pause.job_key = wait.wait_key AND wait.kind = 'JOB'
                        LEFT JOIN LATERAL (SELECT min(until) AS until FROM engine_wait AS beside
                                           WHERE beside.instance = wait.instance AND beside.element_instance = wait.element_instance
                                           AND beside.kind = 'TIMER' AND wait.kind = 'EVENT') AS timer ON true
                        LEFT JOIN LATERAL (SELECT string_agg(name, ' or ' ORDER BY name) AS name FROM engine_wait AS beside
                                           WHERE beside.instance = wait.instance AND beside.element_instance = wait.element_instance
                                           AND beside.kind = 'MESSAGE' AND wait.kind = 'EVENT') AS message ON true
                        WHERE root.run = ? AND root.instance = root.root AND wait.kind IN ('JOB', 'TASK', 'INCIDENT', 'EVENT')
                        AND (wait.kind <> 'JOB' OR wait.ready)
                        """).param(run.id()).query(RunWaits::read).list();
    }

    private static Wait read(ResultSet row, int number) throws SQLException {
        String element = row.getString("element");
        String name = row.getString("name");
        Instant since = row.getTimestamp("since").toInstant();
        Instant until = instant(row, "until");
        return switch (row.getString("kind")) {
            case "TASK" -> new Wait(Wait.On.PERSON, "a person: task " + element, since, null);
            case "INCIDENT" ->
                new Wait(
                        Wait.On.INCIDENT,
                        "an incident at %s to be resolved (%s)".formatted(element, name),
                        since,
                        null);
            case "EVENT" -> event(element, row.getString("message"), since, until);
            default -> job(row, "job %s (%s)".formatted(name, element), since, until);
        };
    }

    private static Wait event(String element, @Nullable String message, Instant since, @Nullable Instant until) {
        if (message != null) {
            return new Wait(Wait.On.MESSAGE, "message %s (%s)".formatted(message, element), since, until);
        }
        return new Wait(until == null ? Wait.On.MESSAGE : Wait.On.TIMER, "event " + element, since, until);
    }

    private static Wait job(ResultSet row, String job, Instant since, @Nullable Instant until) throws SQLException {
        if (row.getBoolean("in_hand")) {
            return new Wait(Wait.On.WORK, job + ", which a worker has in hand", since, null);
        }
        if (until == null) {
            return new Wait(Wait.On.QUEUE, "a worker for " + job, since, null);
        }
        String pause = row.getString("pause");
        return switch (pause == null ? "" : pause) {
            case "PARTNER_RATE", "TENANT_SHARE" ->
                new Wait(Wait.On.RATE, "%s: it %s".formatted(job, row.getString("pause_detail")), since, until);
            case "RETRY" -> new Wait(Wait.On.RETRY, job + " to be tried again", since, until);
            default -> new Wait(Wait.On.RETRY, job + " to come again", since, until);
        };
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}

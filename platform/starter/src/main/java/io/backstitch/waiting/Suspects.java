package io.backstitch.waiting;

import io.backstitch.intake.Line;
import io.backstitch.intake.Lines;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the runs that seem to be stuck, by a few indexed queries over all that are open. Reading changes nothing. */
@Component
class Suspects {

    /** What the application's live instances have had in hand for more than a moment. */
    private static final String IN_HAND = """
            in_hand AS (SELECT unnest(jobs) AS job FROM instance WHERE alive_until > clock_timestamp())
            """;

    /** As many as the relay takes at once: behind them, others wait for their turn. */
    private static final int FIRST_IN_LINE = 50;
    /** Longer than handlers take that wait for one another. */
    private static final Duration UNWINDING = Duration.ofMinutes(15);
    /** Long after the engine has forgotten it, and told. */
    private static final Duration OLDEST_MESSAGE = Duration.ofDays(7);

    private final JdbcClient jdbc;
    private final Lines lines;
    private final WaitingSettings settings;

    Suspects(JdbcClient jdbc, Lines lines, WaitingSettings settings) {
        this.jdbc = jdbc;
        this.lines = lines;
        this.settings = settings;
    }

    /**
     * All by which the records are judged.
     *
     * @param read the moment up to which the engine's records are known
     */
    List<Suspect> byRecords(Instant read) {
        Instant patience = read.minus(settings.patience());
        return onePerRun(Stream.of(
                        hangingWorkers(),
                        jobsWithoutWorker(patience, read.minus(settings.overtaken())),
                        lostRuns(patience),
                        lostMessages(read, patience),
                        standingUnwindings(read),
                        unexplained(patience, read))
                .flatMap(List::stream));
    }

    private static List<Suspect> onePerRun(Stream<Suspect> suspects) {
        Map<String, Suspect> first = new LinkedHashMap<>();
        suspects.forEach(suspect -> first.putIfAbsent(suspect.run(), suspect));
        return List.copyOf(first.values());
    }

    /** Runs, and events for runs, that stay at the head of a line before the engine while it is there. */
    List<Suspect> notRelayed(Instant now) {
        return lines.all().stream()
                .flatMap(line -> notRelayed(line, now).stream())
                .toList();
    }

    private List<Suspect> notRelayed(Line line, Instant now) {
        int first = line.started(FIRST_IN_LINE, settings.patience().dividedBy(2));
        Timestamp patience = Timestamp.from(now.minus(settings.patience()));
        return jdbc.sql("""
                        SELECT id AS run, process, accepted_at AS since,
                            'It was accepted {age} ago and is not handed to the engine, although the engine is there' AS reason
                        FROM (SELECT id, process, accepted_at FROM run WHERE relayed_at IS NULL AND dead_at IS NULL AND {runs}
                              ORDER BY accepted_at LIMIT ?) AS first
                        WHERE accepted_at < ?
                        UNION ALL
                        SELECT run, process, accepted_at,
                            format('Event %s for it was accepted {age} ago and is not handed to the engine, although the engine is there', message)
                        FROM (SELECT event.run, event.process, event.accepted_at, event.message FROM run_event AS event
                              JOIN run ON run.id = event.run AND run.relayed_at IS NOT NULL
                              WHERE event.relayed_at IS NULL AND event.dead_at IS NULL AND {events} ORDER BY event.seq LIMIT ?) AS first
                        WHERE accepted_at < ?
                        """.replace("{runs}", Line.sqlHas("process")).replace("{events}", Line.sqlHas("event.process")))
                .params(line.names(), line.isRest(), first, patience)
                .params(line.names(), line.isRest(), FIRST_IN_LINE, patience)
                .query(suspect(Suspect.Kind.NOT_RELAYED))
                .list();
    }

    private List<Suspect> hangingWorkers() {
        return jdbc.sql("""
                        SELECT root.run, root.process, overdue.began_at AS since, format(
                            'A worker has had job %s (%s) in hand for {age}; its time limit is %s s, and it does not end',
                            overdue.job_type, job.element, extract(epoch FROM overdue.time_limit)::bigint) AS reason
                        FROM job_overdue AS overdue
                        JOIN instance AS owner ON owner.id = overdue.instance AND owner.alive_until > clock_timestamp()
                        JOIN engine_wait AS job ON job.wait_key = overdue.job_key
                        JOIN engine_instance AS own ON own.instance = job.instance
                        JOIN engine_instance AS root ON root.instance = own.root AND root.run IS NOT NULL
                        """).query(suspect(Suspect.Kind.WORKER_HANGS)).list();
    }

    /**
     * Jobs that wait for a worker although no worker of their type has done anything for a while or has one in hand; and those that were
     * overtaken for long by others that came later.
     */
    private List<Suspect> jobsWithoutWorker(Instant patience, Instant overtaken) {
        return jdbc.sql("WITH " + IN_HAND + """
                        , busy AS (SELECT DISTINCT name FROM engine_wait JOIN in_hand ON job = wait_key
                                   WHERE NOT EXISTS (SELECT FROM job_overdue WHERE job_key = job))
                        SELECT root.run, root.process, job.since, format(
                            CASE WHEN idle THEN 'Job %s (%s) was created {age} ago and no worker has taken it'
                                 ELSE 'Job %s (%s) has waited for {age}, and workers take others that came later' END,
                            job.name, job.element) AS reason
                        FROM (SELECT job_type, newest_taken, (taken_at IS NULL OR taken_at < :patience)
                                  AND NOT EXISTS (SELECT FROM busy WHERE busy.name = job_type) AS idle FROM job_queue) AS queue
                        JOIN engine_wait AS job ON job.name = queue.job_type
                        JOIN engine_instance AS own ON own.instance = job.instance
                        JOIN engine_instance AS root ON root.instance = own.root AND root.run IS NOT NULL
                        WHERE job.kind = 'JOB' AND job.ready AND job.until IS NULL AND job.since < :patience
                        AND (idle OR (job.since < :overtaken AND job.since < newest_taken))
                        AND NOT EXISTS (SELECT FROM in_hand WHERE in_hand.job = job.wait_key)
                        ORDER BY job.since
                        """)
                .param("patience", Timestamp.from(patience))
                .param("overtaken", Timestamp.from(overtaken))
                .query(suspect(Suspect.Kind.NO_WORKER))
                .list();
    }

    /** Unwindings that have undone nothing for long, although something is left to undo, nobody is waited for, and nothing is to be tried later. */
    private List<Suspect> standingUnwindings(Instant read) {
        return jdbc.sql("""
                        SELECT saga.business_id AS run, saga.process, max(effect.changed_at) AS since,
                            'It is being unwound, and nothing of it was undone for {age}' AS reason
                        FROM saga JOIN effect ON effect.saga = saga.id
                        WHERE saga.ended_at IS NULL AND saga.state = 'UNWINDING' AND NOT saga.waits_for_person
                        AND NOT EXISTS (SELECT FROM dead_letter WHERE dead_letter.saga = saga.id AND dead_letter.state = 'OPEN'
                                          AND dead_letter.kind <> 'HAPPENED_TWICE')
                        AND NOT EXISTS (SELECT FROM engine_instance AS own JOIN engine_instance AS root ON root.instance = own.root
                                        JOIN job_pause ON job_pause.process_instance_key = own.instance
                                        WHERE root.run = saga.business_id AND job_pause.until > clock_timestamp() + interval '1 minute')
                        GROUP BY saga.id
                        HAVING max(effect.changed_at) < :patience
                           AND bool_or(effect.undoes IS NULL AND effect.compensation IS NOT NULL AND effect.state = 'COMPLETED'
                                       AND effect.activation < (saga.fences ->> effect.element)::bigint)
                        """)
                .param("patience", Timestamp.from(read.minus(UNWINDING)))
                .query(suspect(Suspect.Kind.UNWINDING_STANDS))
                .list();
    }

    /** Runs that the engine was handed, and does not have: first the few, then what they are, whatever the planner thinks. */
    private List<Suspect> lostRuns(Instant patience) {
        return jdbc.sql("""
                        WITH lost AS MATERIALIZED (
                            SELECT business_id FROM saga
                            WHERE ended_at IS NULL AND NOT EXISTS (SELECT FROM engine_instance WHERE run = saga.business_id))
                        SELECT run.id AS run, run.process, run.relayed_at AS since,
                            EXISTS (SELECT FROM run_instance WHERE run_instance.run = run.id) AS begun
                        FROM lost JOIN run ON run.id = lost.business_id
                        WHERE run.relayed_at < :patience AND run.accepted_at > (SELECT since FROM stuck_watch)
                        """)
                .param("patience", Timestamp.from(patience))
                .query(Suspects::lostRun)
                .list();
    }

    private static Suspect lostRun(ResultSet row, int number) throws SQLException {
        boolean begun = row.getBoolean("begun");
        return new Suspect(
                row.getString("run"),
                row.getString("process"),
                begun ? Suspect.Kind.ENDED_OUTSIDE : Suspect.Kind.NEVER_BEGUN,
                begun
                        ? "The engine has ended its process instance from outside, and its effects are not settled"
                        : "It was handed to the engine {age} ago, and the engine has no process instance of it",
                row.getTimestamp("since").toInstant());
    }

    /** Runs that were sent a message, an event or a cancellation, and still wait for it. */
    private List<Suspect> lostMessages(Instant read, Instant patience) {
        return jdbc.sql("""
                        SELECT run.id AS run, run.process, run.cancelled_at AS since,
                            format('It was sent the message %s.cancelled {age} ago and still waits for it', run.process) AS reason
                        FROM run JOIN saga ON saga.id = run.process || '/' || run.id
                        WHERE run.cancelled_at BETWEEN :oldest AND :patience AND saga.ended_at IS NULL AND saga.state = 'RUNNING'
                        AND EXISTS (SELECT FROM engine_instance AS root JOIN engine_wait AS message ON message.instance = root.instance
                                    WHERE root.run = run.id AND message.kind = 'MESSAGE' AND message.name = run.process || '.cancelled')
                        UNION ALL
                        SELECT event.run, event.process, event.relayed_at,
                            format('It was sent the event %s {age} ago and still waits for it', event.message)
                        FROM run_event AS event
                        WHERE event.relayed_at BETWEEN :oldest AND :patience AND event.taken_at IS NULL AND event.dead_at IS NULL
                        AND EXISTS (SELECT FROM engine_instance AS root JOIN engine_wait AS message ON message.instance = root.instance
                                    WHERE root.run = event.run AND message.kind = 'MESSAGE' AND message.name = event.message)
                        """)
                .param("oldest", Timestamp.from(read.minus(OLDEST_MESSAGE)))
                .param("patience", Timestamp.from(patience))
                .query(suspect(Suspect.Kind.MESSAGE_LOST))
                .list();
    }

    /** Runs whose process instance is there, and nothing that it or one that it called could wait for. */
    private List<Suspect> unexplained(Instant patience, Instant read) {
        return jdbc.sql("""
                        SELECT root.run, root.process, :read::timestamptz AS since,
                            'Its process instance is there, and waits for no job, person, timer or message' AS reason
                        FROM engine_instance AS root
                        WHERE root.run IS NOT NULL AND root.instance = root.root AND root.since < :patience
                        AND NOT EXISTS (SELECT FROM engine_instance AS own JOIN engine_wait AS wait ON wait.instance = own.instance
                                        WHERE own.root = root.instance AND wait.kind IN ('JOB', 'TASK', 'INCIDENT', 'EVENT'))
                        """)
                .param("read", Timestamp.from(read))
                .param("patience", Timestamp.from(patience))
                .query(suspect(Suspect.Kind.WAITS_FOR_NOTHING))
                .list();
    }

    private static RowMapper<Suspect> suspect(Suspect.Kind kind) {
        return (row, number) -> read(row, kind);
    }

    private static Suspect read(ResultSet row, Suspect.Kind kind) throws SQLException {
        return new Suspect(
                row.getString("run"),
                row.getString("process"),
                kind,
                row.getString("reason"),
                row.getTimestamp("since").toInstant());
    }
}

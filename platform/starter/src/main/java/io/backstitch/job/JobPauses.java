package io.backstitch.job;

import io.backstitch.job.JobPause.Reason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * What steps wait for that are tried again at a known time: one row for each pause of a second and more.
 *
 * <p>It is for people: a pause that could not be written down is kept all the same. A row counts until its time and is deleted soon
 * after, by whoever looks next; so a job that begins costs nothing here.
 */
@Component
public class JobPauses {

    private static final Logger log = LoggerFactory.getLogger(JobPauses.class);
    /** A place at a partner that nobody has taken by then belonged to a run that is gone. */
    private static final Duration PLACE_KEPT = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final Clock clock;

    JobPauses(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What the steps of a process instance wait for now, the one that goes on first before the others. */
    public List<JobPause> of(long processInstanceKey) {
        return jdbc.sql("""
                        SELECT job_key, process_instance_key, job_type, reason, detail, until
                        FROM job_pause WHERE process_instance_key = ? AND until > ? ORDER BY until
                        """)
                .params(processInstanceKey, now())
                .query(JobPauses::read)
                .list();
    }

    /** Writes the pause down, in place of an earlier one. */
    void write(PausedJob job, Reason reason, String detail, Instant until) {
        jdbc.sql("""
                        INSERT INTO job_pause (job_key, process_instance_key, job_type, reason, detail, until)
                        VALUES (?, ?, ?, ?, ?, ?)
                        ON CONFLICT (job_key) DO UPDATE
                            SET reason = excluded.reason, detail = excluded.detail, until = excluded.until
                        """)
                .params(job.key(), job.processInstanceKey(), job.type(), reason.name(), detail, timestamp(until))
                .update();
    }

    /** As {@link #write}, or not at all. */
    void tryToWrite(PausedJob job, Reason reason, String detail, Instant until) {
        try {
            write(job, reason, detail, until);
        } catch (DataAccessException | TransactionException e) {
            log.debug("The pause of job {} is not on record: {}", job.key(), e.getMessage());
        }
    }

    /** The place that the job has at its partner. */
    Optional<Instant> place(long jobKey) {
        return jdbc.sql("SELECT until FROM job_pause WHERE job_key = ? AND reason = 'PARTNER_RATE'")
                .param(jobKey)
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    void forget(long jobKey) {
        jdbc.sql("DELETE FROM job_pause WHERE job_key = ?").param(jobKey).update();
    }

    @Scheduled(fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
    void forgetOver() {
        try {
            jdbc.sql("DELETE FROM job_pause WHERE until < ? AND (reason <> 'PARTNER_RATE' OR until < ?)")
                    .params(now(), timestamp(clock.instant().minus(PLACE_KEPT)))
                    .update();
        } catch (DataAccessException | TransactionException e) {
            log.debug("Pauses that are over are deleted later: {}", e.getMessage());
        }
    }

    private static JobPause read(ResultSet row, int number) throws SQLException {
        return new JobPause(
                row.getLong("job_key"),
                row.getLong("process_instance_key"),
                row.getString("job_type"),
                Reason.valueOf(row.getString("reason")),
                row.getString("detail"),
                row.getObject("until", OffsetDateTime.class).toInstant());
    }

    private OffsetDateTime now() {
        return timestamp(clock.instant());
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}

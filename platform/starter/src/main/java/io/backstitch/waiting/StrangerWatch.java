package io.backstitch.waiting;

import io.backstitch.job.Refusals;
import io.backstitch.job.StrangerEffects;
import io.backstitch.model.Models;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Puts on record, and takes back, what strangers have done that may be gone already: one that is short ends before anybody can cancel it.
 *
 * <ol>
 *   <li>Each is looked at until nothing of it stands and some time has passed: its steps are refused since it is known, and those that were let in
 *       before have ended by then. So drafts, which people may start and which stay, do not gather here.
 *   <li>One that cannot be taken back now comes again later, behind the others.
 * </ol>
 *
 * <p>Metric {@code backstitch.strangers.standing}: those that could not be taken back for ten minutes; the chart has an alert.
 */
@Component
class StrangerWatch {

    private static final Logger log = LoggerFactory.getLogger(StrangerWatch.class);
    private static final int AT_ONCE = 100;
    /** A step of it that was let in may claim something yet. */
    private static final Duration UNTIL_NOTHING_COMES = Duration.ofMinutes(1);
    /** Later nobody can say that a partner is only away for a moment. */
    private static final Duration UNTIL_SOMEBODY_MUST_ACT = Duration.ofMinutes(10);

    private final JdbcClient jdbc;
    private final Models models;
    private final Refusals refusals;
    private final StrangerEffects effects;
    private final Clock clock;
    private final AtomicInteger standing = new AtomicInteger();

    StrangerWatch(
            JdbcClient jdbc,
            Models models,
            Refusals refusals,
            StrangerEffects effects,
            Clock clock,
            MeterRegistry metrics) {
        this.jdbc = jdbc;
        this.models = models;
        this.refusals = refusals;
        this.effects = effects;
        this.clock = clock;
        Gauge.builder("backstitch.strangers.standing", standing, AtomicInteger::get)
                .register(metrics);
    }

    /** @param isRoot whether nobody called it */
    private record Stranger(
            long instance,
            boolean isRoot,
            String process,
            @Nullable String run,
            Instant seenAt) {}

    @Scheduled(fixedDelayString = "${backstitch.waiting.look}")
    void look() {
        try {
            open().forEach(this::lookUnlessItFails);
            standing.set(overdue());
        } catch (DataAccessException | TransactionException e) {
            log.debug("What strangers have done is looked for again in a moment", e);
        }
    }

    private List<Stranger> open() {
        return jdbc.sql("""
                        SELECT instance, root = instance AS is_root, process, run, seen_at FROM stranger_instance
                        WHERE settled_at IS NULL ORDER BY looked_at LIMIT ?
                        """)
                .param(AT_ONCE)
                .query((row, number) -> new Stranger(
                        row.getLong("instance"),
                        row.getBoolean("is_root"),
                        row.getString("process"),
                        row.getString("run"),
                        row.getTimestamp("seen_at").toInstant()))
                .list();
    }

    private int overdue() {
        return jdbc.sql("SELECT count(*) FROM stranger_instance WHERE settled_at IS NULL AND seen_at < ?")
                .param(Timestamp.from(clock.instant().minus(UNTIL_SOMEBODY_MUST_ACT)))
                .query(Integer.class)
                .single();
    }

    /** What nobody has thought of about one holds up no other. */
    private void lookUnlessItFails(Stranger stranger) {
        try {
            look(stranger);
        } catch (DataAccessException | TransactionException e) {
            throw e;
        } catch (RuntimeException e) {
            log.error("Process instance {}, a stranger, is looked at again later", stranger.instance(), e);
        }
    }

    private void look(Stranger stranger) {
        jdbc.sql("UPDATE stranger_instance SET looked_at = ? WHERE instance = ?")
                .params(Timestamp.from(clock.instant()), stranger.instance())
                .update();
        if (stranger.isRoot() && models.mustComeThroughADoor(stranger.process())) {
            refusals.refuse(
                    new Refusals.Stranger(stranger.instance(), stranger.process(), Strangers.why(stranger.run())));
        }
        if (isTakenBack(stranger)) {
            settle(stranger);
        }
    }

    private boolean isTakenBack(Stranger stranger) {
        try {
            return effects.undo(stranger.instance());
        } catch (Exception e) {
            if (stranger.seenAt().plus(UNTIL_SOMEBODY_MUST_ACT).isBefore(clock.instant())) {
                log.error(
                        "What process instance {} did with a copied name still stands; see that its partner answers",
                        stranger.instance(),
                        e);
            } else {
                log.warn(
                        "What process instance {} did with a copied name is undone later: {}",
                        stranger.instance(),
                        e.getMessage());
            }
            return false;
        }
    }

    private void settle(Stranger stranger) {
        Instant now = clock.instant();
        jdbc.sql("""
                        UPDATE stranger_instance SET settled_at = :now
                        WHERE instance = :instance AND seen_at < :before
                        """)
                .param("now", Timestamp.from(now))
                .param("before", Timestamp.from(now.minus(UNTIL_NOTHING_COMES)))
                .param("instance", stranger.instance())
                .update();
    }
}

package io.backstitch.retention;

import io.backstitch.database.DataErrors;
import io.backstitch.tables.Leftover;
import io.backstitch.tables.TableOwner;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Takes away, every hour, what belongs to no run and has been here long enough, and what need not be remembered of archived runs any more. Of these the
 * ids stay, so that none is given out again. Twice is the same as once, so any number of instances may do it.
 */
@Component
class Leftovers {

    private static final Logger log = LoggerFactory.getLogger(Leftovers.class);
    private static final int AT_ONCE = 1000;

    private static final String FORGET = """
            UPDATE request_archived SET fingerprint = NULL WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM request_archived WHERE fingerprint IS NOT NULL AND archived_at < :before LIMIT %d))
            """.formatted(AT_ONCE);

    private final List<Leftover> leftovers;
    private final JdbcClient jdbc;
    private final RetentionSettings settings;
    private final Clock clock;
    private final AtomicBoolean atWork = new AtomicBoolean();

    Leftovers(List<TableOwner> owners, JdbcClient jdbc, RetentionSettings settings, Clock clock) {
        this.leftovers = owners.stream().flatMap(it -> it.leftovers().stream()).toList();
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    List<Leftover> all() {
        return leftovers;
    }

    @Scheduled(fixedRateString = "PT1H", initialDelayString = "PT10M")
    void look() {
        if (!atWork.compareAndSet(false, true)) {
            return;
        }
        try {
            takeAway();
        } catch (RuntimeException e) {
            if (!DataErrors.isAway(e)) {
                throw e;
            }
            log.debug("What is left over is taken away within an hour", e);
        } finally {
            atWork.set(false);
        }
    }

    void takeAway() {
        Duration rest = settings.rest();
        if (rest != null) {
            Instant before = clock.instant().minus(rest);
            for (Leftover leftover : leftovers) {
                int gone = all(leftover.delete(AT_ONCE), before);
                if (gone > 0) {
                    log.info("{} rows of {} are gone: their time was over", gone, leftover.table());
                }
            }
        }
        Duration remember = settings.remember();
        if (remember != null) {
            all(FORGET, clock.instant().minus(remember));
        }
    }

    /** In small transactions. */
    private int all(String statement, Instant before) {
        int all = 0;
        int some;
        do {
            some = jdbc.sql(statement).param("before", Timestamp.from(before)).update();
            all += some;
        } while (some == AT_ONCE);
        return all;
    }
}

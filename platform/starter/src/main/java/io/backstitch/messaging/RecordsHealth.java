package io.backstitch.messaging;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Tells when nobody reads the engine's records although there are some: then approvals are not sealed, incidents are not noticed, and whether a run
 * is stuck is not known. It is an ERROR in the log, once, and the health is down until the reading goes on. While Kafka or the database is away, that
 * is told instead.
 *
 * <p>Metric {@code backstitch.records.unread}: records that nobody has read yet; not a number while that is not known.
 */
@Component("recordsHealth") // as health names it
public class RecordsHealth implements HealthIndicator {

    private static final Logger log = LoggerFactory.getLogger(RecordsHealth.class);
    /** Longer than the reader tries one record, so that what is told does not mend itself. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final Duration LONG_ENOUGH = Duration.ofMinutes(15);
    private static final double MUCH = 10_000;

    private final Supplier<Optional<RecordsRead.Progress>> progress;
    private final InstantSource clock;
    private volatile @Nullable Standstill standstill;
    private volatile double unread = Double.NaN;
    private boolean told;

    @Autowired
    RecordsHealth(RecordsRead records, MeterRegistry metrics, Clock clock) {
        this(records::progress, metrics, clock);
    }

    /** With something else to tell how far the topic was read. */
    RecordsHealth(Supplier<Optional<RecordsRead.Progress>> progress, MeterRegistry metrics, InstantSource clock) {
        this.progress = progress;
        this.clock = clock;
        Gauge.builder("backstitch.records.unread", this, health -> health.unread)
                .description("Records of the engine that nobody has read yet")
                .register(metrics);
    }

    /** That something is there to read, and nobody has read on since. */
    private record Standstill(RecordsRead.Progress progress, Instant since) {

        boolean lasts(Instant now) {
            return since.plus(PATIENCE).isBefore(now);
        }
    }

    @Scheduled(fixedDelay = 10_000)
    void look() {
        try {
            look(progress.get());
        } catch (DataAccessException | TransactionException e) {
            log.debug("How far the engine's records were read is not known until the database is back", e);
            look(Optional.empty());
        }
    }

    private void look(Optional<RecordsRead.Progress> known) {
        unread = known.map(it -> (double) (it.all() - it.read())).orElse(Double.NaN);
        Standstill before = standstill;
        standstill = known.filter(now -> now.read() < now.all())
                .map(now -> before != null && before.progress().read() == now.read()
                        ? new Standstill(now, before.since())
                        : new Standstill(now, clock.instant()))
                .orElse(null);
        tell();
    }

    private void tell() {
        Standstill now = standstill;
        boolean lasts = now != null && now.lasts(clock.instant());
        if (now != null && lasts && !told) {
            log.error(
                    "Nobody has read the engine's records since {}, although there are {} more. Approvals are not sealed and incidents are not noticed"
                            + " until somebody mends it: see the log for what the reader fails with",
                    now.since(),
                    now.progress().all() - now.progress().read());
        } else if (told && !lasts) {
            log.info("The engine's records are read again");
        }
        told = lasts;
    }

    /**
     * How long to wait for a record that the engine has made: much longer than one takes that comes. Null, for without an end, while Kafka is away or
     * there is much to read.
     */
    public @Nullable Duration patience() {
        return unread < MUCH ? LONG_ENOUGH : null;
    }

    @Override
    public Health health() {
        Standstill now = standstill;
        return now != null && now.lasts(clock.instant())
                ? Health.down()
                        .withDetail("reason", "nobody reads the engine's records")
                        .withDetail("since", now.since().toString())
                        .build()
                : Health.up().build();
    }
}

package io.backstitch.job;

import io.backstitch.lane.LaneSettings;
import io.backstitch.lane.LanesSettings;
import io.backstitch.start.StartRefused;
import io.backstitch.value.Rate;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.BucketExceptions;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

/**
 * Keeps all processes together to the rate of a partner: calls get places that are evenly spaced.
 *
 * <p>Who comes too early gets the next free place, and a time: it need not ask again, and those who wait do not race. Each lane has
 * its share of the rate, so that nobody waits behind another lane's burst. A place that is not taken within {@link #LATE} is lost, so
 * that those who were kept waiting do not all come at once: in any period there are at most {@code rate} calls and those of that
 * time. The clocks of the machines must agree, as for the ledger's leases.
 *
 * <p>An effect that is asked about ({@code find}, when it was in doubt) does not count of its own.
 */
@Component
class PartnerRates {

    private static final Duration LATE = Duration.ofSeconds(2);

    private final Partners partners;
    private final LanesSettings lanes;
    private final JobPauses pauses;
    private final ProxyManager<String> buckets;
    private final Clock clock;

    PartnerRates(Partners partners, LanesSettings lanes, JobPauses pauses, DataSource dataSource, Clock clock) {
        this.partners = partners;
        this.lanes = lanes;
        this.pauses = pauses;
        this.clock = clock;
        this.buckets = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(dataSource)
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .table("partner_rate")
                .build();
        refuseSharesBeyondAll();
    }

    private void refuseSharesBeyondAll() {
        double all = lanes.lanes().values().stream()
                .mapToDouble(LaneSettings::rateShare)
                .sum();
        boolean anyRate = partners.partners().values().stream().anyMatch(partner -> partner.rate() != null);
        if (anyRate && all > 1.000001) {
            throw new StartRefused(
                    "The rate-share of all lanes together must be 1 at most, but is %s.".formatted(all),
                    "Lower one of backstitch.lanes.*.rate-share.");
        }
    }

    /**
     * Waits for a place that comes within a second. A later one is kept for the job, in {@link JobPauses}, and returned: nothing may be
     * called before.
     */
    Optional<Instant> waitFor(PausedJob job, String lane, String partnerName) throws InterruptedException {
        Rate rate = partners.named(partnerName).rate();
        if (rate == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Optional<Instant> kept = pauses.place(job.key()).filter(place -> place.isAfter(now.minus(LATE)));
        Instant place = kept.orElseGet(() -> now.plus(nextPlace(partnerName, lane, rate)));
        if (Duration.between(now, place).compareTo(Jobs.SHORT) < 0) {
            if (place.isAfter(now)) {
                Thread.sleep(Duration.between(now, place));
            }
            kept.ifPresent(taken -> pauses.forget(job.key()));
            return Optional.empty();
        }
        if (kept.isEmpty()) {
            pauses.write(job, JobPause.Reason.PARTNER_RATE, "waits for the rate of " + partnerName, place);
        }
        return Optional.of(place);
    }

    private Duration nextPlace(String partner, String lane, Rate rate) {
        double share = Objects.requireNonNull(lanes.lanes().get(lane)).rateShare();
        Duration spacing = rate.spacing(share);
        String id = "%s/%s/%s".formatted(partner, lane, spacing);
        BucketConfiguration oneAtATime = BucketConfiguration.builder()
                .addLimit(
                        Bandwidth.builder().capacity(1).refillGreedy(1, spacing).build())
                .build();
        try {
            return Duration.ofNanos(
                    buckets.builder().build(id, () -> oneAtATime).consumeIgnoringRateLimits(1));
        } catch (BucketExceptions.BucketExecutionException e) {
            throw new DataAccessResourceFailureException("The rate of %s is not known".formatted(partner), e);
        }
    }
}

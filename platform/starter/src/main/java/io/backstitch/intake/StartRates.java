package io.backstitch.intake;

import io.backstitch.value.Rate;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.BucketExceptions;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

/**
 * Keeps all instances together to the rate at which the runs of a lane are started: what comes faster waits in our database, where it costs
 * nobody anything, and not in the engine that all lanes share.
 */
@Component
class StartRates {

    private final ProxyManager<String> buckets;

    StartRates(DataSource dataSource) {
        this.buckets = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(dataSource)
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .table("partner_rate")
                .build();
    }

    /**
     * How many of so many runs may start now; they count as started.
     *
     * @throws DataAccessResourceFailureException when nobody knows
     */
    int take(Line line, int wanted) {
        Rate rate = line.startRate();
        if (rate == null || wanted == 0) {
            return wanted;
        }
        Duration spacing = rate.spacing(1);
        try {
            return (int) buckets.builder()
                    .build(
                            "start/%s/%s".formatted(line.lane(), spacing),
                            () -> configuration(spacing, line.mostAtOnce()))
                    .tryConsumeAsMuchAsPossible(wanted);
        } catch (BucketExceptions.BucketExecutionException e) {
            throw new DataAccessResourceFailureException("How many runs may start is not known", e);
        }
    }

    private static BucketConfiguration configuration(Duration spacing, int mostAtOnce) {
        return BucketConfiguration.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(mostAtOnce)
                        .refillGreedy(1, spacing)
                        .build())
                .build();
    }
}

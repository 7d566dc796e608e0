package io.backstitch.approval;

import io.backstitch.database.DataErrors;
import io.camunda.client.api.command.ClientException;
import io.camunda.client.api.command.ClientHttpException;
import io.camunda.client.api.command.ClientStatusException;
import io.grpc.Status;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Tells the engine one item after another. One that it refuses does not hold up those behind it: it comes again after a pause, which grows. While
 * the engine is away nothing of that counts.
 *
 * <p>Metric {@code backstitch.approvals.untold}: items that the engine has refused so often that a person must look; each is an ERROR in the log.
 */
@Component
class Telling {

    /** For a query: whether an item may be told now; to be formatted with its name in SQL. */
    static final String DUE =
            "NOT EXISTS (SELECT FROM engine_refusal WHERE item = %s AND next_try_at > clock_timestamp())";

    private static final Logger log = LoggerFactory.getLogger(Telling.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    /** After some 17 minutes. */
    private static final int LOUD = 10;

    private static final Set<Integer> AWAY = Set.of(429, 502, 503, 504);
    private static final Set<Status.Code> AWAY_BY_GRPC =
            Set.of(Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED, Status.Code.RESOURCE_EXHAUSTED);

    private final JdbcClient jdbc;
    private final AtomicLong untold = new AtomicLong();

    Telling(JdbcClient jdbc, MeterRegistry metrics) {
        this.jdbc = jdbc;
        Gauge.builder("backstitch.approvals.untold", untold, AtomicLong::get)
                .description("What people decided, and the engine refuses to hear")
                .register(metrics);
    }

    /**
     * Tells each.
     *
     * @param name of an item, as {@link #DUE} has it
     * @throws RuntimeException when the engine is away, or the database
     */
    <T> void each(List<T> items, Function<T, String> name, Consumer<T> tell) {
        for (T item : items) {
            try {
                tell.accept(item);
            } catch (RuntimeException e) {
                if (isAway(e)) {
                    throw e;
                }
                refused(name.apply(item), e);
            }
        }
    }

    private void refused(String item, RuntimeException failure) {
        int tries = jdbc.sql("""
                        INSERT INTO engine_refusal AS known (item, tries, why, next_try_at)
                        VALUES (:item, 1, :why, clock_timestamp() + interval '1 second')
                        ON CONFLICT (item) DO UPDATE SET tries = known.tries + 1, why = excluded.why,
                            next_try_at = clock_timestamp() + least(:longest, power(2, least(known.tries, 20))) * interval '1 second'
                        RETURNING tries
                        """)
                .param("item", item)
                .param("why", String.valueOf(failure.getMessage()))
                .param("longest", LONGEST_PAUSE.toSeconds())
                .query(Integer.class)
                .single();
        if (tries == LOUD) {
            log.error(
                    "The engine refuses to hear of {}, {} times so far; it is told each {} until somebody mends it: {}",
                    item,
                    tries,
                    LONGEST_PAUSE,
                    failure.getMessage());
        }
    }

    /** Shows how many are refused for long, and forgets those that have not been refused of late: they are told. */
    @Scheduled(fixedDelay = 10, timeUnit = TimeUnit.SECONDS)
    void show() {
        try {
            count();
        } catch (DataAccessException | TransactionException e) {
            log.debug("How many items the engine refuses is counted in a moment", e);
        }
    }

    private void count() {
        jdbc.sql("DELETE FROM engine_refusal WHERE next_try_at < clock_timestamp() - :longest * interval '2 seconds'")
                .param("longest", LONGEST_PAUSE.toSeconds())
                .update();
        untold.set(jdbc.sql("SELECT count(*) FROM engine_refusal WHERE tries >= ?")
                .param(LOUD)
                .query(Long.class)
                .single());
    }

    private static boolean isAway(RuntimeException failure) {
        return switch (failure) {
            case ClientHttpException http -> AWAY.contains(http.code());
            case ClientStatusException grpc -> AWAY_BY_GRPC.contains(grpc.getStatusCode());
            case ClientException other -> DataErrors.hasCause(other, IOException.class, TimeoutException.class);
            default -> DataErrors.isAway(failure);
        };
    }
}

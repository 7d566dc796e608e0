package io.backstitch.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Senders that repeat themselves until they are heard, and an application that dies twice while they do. */
// Early: it waits for an application that starts twice more.
@Order(1)
@NeedsStack(Part.POSTGRES)
class StormTest {

    private static final int CONNECTIONS = 20;
    private static final int EACH = 50;
    private static final String SECRET = "whsec_c2VjcmV0LW9mLWJpbGxpbmctZm9yLXRlc3Rz";

    private final Set<String> runs = ConcurrentHashMap.newKeySet();
    private final AtomicInteger unheard = new AtomicInteger();
    private final Semaphore heard = new Semaphore(0);
    private final String id = "storm-" + UUID.randomUUID();

    @Test
    void aThousandTimesTheSameIsOneRunAlsoWhenTheApplicationIsKilledInBetween(RunningStack stack) throws Exception {
        try (DoorProcess door = start(stack);
                ExecutorService senders = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                all.add(senders.submit(() -> sendUntilHeard(door)));
            }
            heard.acquire(200);
            door.killAndStart();
            heard.acquire(200);
            door.killAndStart();
            for (Future<?> one : all) {
                one.get();
            }
        }

        assertThat(heard.availablePermits()).isEqualTo(CONNECTIONS * EACH - 400);
        assertThat(unheard).as("the application was away").hasPositiveValue();
        assertThat(runs).hasSize(1);
        assertThat(stored(stack)).isEqualTo(List.copyOf(runs));
    }

    private void sendUntilHeard(DoorProcess door) {
        String event = """
                {"customer": "Storm %s", "email": "ada@example.com", "plan": "team", "amount": 1999, "currency": "EUR",
                 "cardToken": "tok_storm"}""".formatted(id);
        Sender sender = new Sender(door.address().resolve("/hooks/billing"));
        int answered = 0;
        while (answered < EACH) {
            try {
                HttpResponse<String> answer =
                        sender.post(event, Sender.standardWebhooks(SECRET, id, Instant.now(), event));
                assertThat(answer.statusCode()).isEqualTo(202);
                runs.add(answer.headers().firstValue("Location").orElseThrow().replace("/api/runs/", ""));
                answered++;
                heard.release();
            } catch (UncheckedIOException away) {
                unheard.incrementAndGet();
                door.awaitThere();
            }
        }
    }

    private static DoorProcess start(RunningStack stack) {
        return new DoorProcess(
                stack,
                Map.of(
                        "backstitch.hooks.sources.billing.event", "onboarding.requested",
                        "backstitch.hooks.sources.billing.scheme", "standard-webhooks",
                        "backstitch.hooks.sources.billing.secrets", SECRET));
    }

    private List<String> stored(RunningStack stack) {
        return database(stack)
                .sql("SELECT id FROM run WHERE source = 'hook/billing' AND idempotency_key = ?")
                .param(id)
                .query((row, number) -> row.getString(1))
                .list();
    }

    private static JdbcClient database(RunningStack stack) {
        return JdbcClient.create(new DriverManagerDataSource(stack.jdbcUrl(), stack.jdbcUser(), stack.jdbcPassword()));
    }
}

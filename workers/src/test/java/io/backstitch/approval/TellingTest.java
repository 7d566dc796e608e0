package io.backstitch.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.PartsOnDatabase;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.camunda.client.api.command.ClientHttpException;
import io.camunda.client.api.command.ClientStatusException;
import io.grpc.Status;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One item that the engine refuses holds up nobody. */
@NeedsStack(Part.POSTGRES)
class TellingTest {

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class Nothing {}

    private final JdbcClient jdbc;
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Telling telling;
    private final String poisoned = "poisoned-" + UUID.randomUUID();
    private final List<String> told = new ArrayList<>();

    TellingTest(RunningStack stack) {
        jdbc = PartsOnDatabase.forAllTests(stack, Nothing.class).getBean(JdbcClient.class);
        telling = new Telling(jdbc, metrics);
    }

    @Test
    void tellsThoseBehindOneThatTheEngineRefuses() {
        tell(new ClientHttpException(400, "the variables are no object"));

        assertThat(told).containsExactly("first", "last");
        assertThat(isDue("first")).isTrue();
        assertThat(isDue(poisoned)).isFalse();
    }

    @Test
    void tellsThoseBehindOneThatBreaksOurOwnCode() {
        tell(new IllegalStateException("a bug"));

        assertThat(told).containsExactly("first", "last");
    }

    @Test
    void stopsWhileTheEngineIsAwayAndHoldsThatAgainstNobody() {
        assertThatThrownBy(() -> tell(new ClientStatusException(Status.UNAVAILABLE, new RuntimeException())))
                .isInstanceOf(ClientStatusException.class);
        assertThatThrownBy(() -> tell(new ClientHttpException(503, "starting")))
                .isInstanceOf(ClientHttpException.class);
        assertThatThrownBy(() -> tell(new QueryTimeoutException("the database")))
                .isInstanceOf(QueryTimeoutException.class);

        assertThat(told).containsOnly("first");
        assertThat(isDue(poisoned)).isTrue();
    }

    @Test
    void comesAgainLessAndLessOftenAndIsShownWhenThatLasts() {
        for (int times = 0; times < 10; times++) {
            tell(new ClientHttpException(400, "no"));
        }
        telling.show();

        assertThat(jdbc.sql(
                                "SELECT extract(epoch FROM next_try_at - clock_timestamp()) FROM engine_refusal WHERE item = ?")
                        .param(poisoned)
                        .query(Double.class)
                        .single())
                .isBetween(200.0, 300.0);
        assertThat(metrics.get("backstitch.approvals.untold").gauge().value()).isEqualTo(1);

        jdbc.sql("UPDATE engine_refusal SET next_try_at = clock_timestamp() - interval '11 minutes' WHERE item = ?")
                .param(poisoned)
                .update();
        telling.show();
        assertThat(metrics.get("backstitch.approvals.untold").gauge().value()).isZero();
    }

    private void tell(RuntimeException failure) {
        telling.each(List.of("first", poisoned, "last"), item -> item, item -> {
            if (item.equals(poisoned)) {
                throw failure;
            }
            told.add(item);
        });
    }

    private boolean isDue(String item) {
        return jdbc.sql("SELECT " + Telling.DUE.formatted("?"))
                .param(item)
                .query(Boolean.class)
                .single();
    }
}

package io.backstitch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.PartsOnDatabase;
import io.backstitch.compensation.Instances;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.camunda.client.CamundaClient;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whoever cannot work any more must not say that it lives: the others would leave to it what it has in hand. */
@NeedsStack(Part.POSTGRES)
class HeartbeatTest {

    @EnableAutoConfiguration
    static class Database {}

    private final String id = "heartbeat-" + Long.toString(System.nanoTime(), 36);
    private final Queue<Runnable> virtualThreads = new ArrayDeque<>();
    private final List<Integer> exits = new ArrayList<>();
    private final CamundaClient nobody = CamundaClient.newClientBuilder().build();
    private final ConfigurableApplicationContext application;
    private final JdbcClient database;
    private final Heartbeat heartbeat;

    HeartbeatTest(RunningStack stack) {
        application = PartsOnDatabase.start(stack, Database.class);
        database = application.getBean(JdbcClient.class);
        Instances instances = new Instances(application.getBean(DataSource.class), id, Duration.ofHours(1));
        heartbeat =
                new Heartbeat(instances, new JobsInHand(), nobody, new RunningThreads(virtualThreads::add), exits::add);
    }

    @AfterEach
    void close() {
        nobody.close();
        application.close();
    }

    @Test
    void saysThatItLivesWhileVirtualThreadsRunNowAndThen() {
        beats(15);
        virtualThreads.remove().run();
        silence();
        beats(15);

        assertThat(isAlive()).isTrue();
        assertThat(exits).isEmpty();
    }

    @Test
    void saysItNoMoreWhenNoneHasRunForTenSecondsUntilOneRunsAgain() {
        beats(20);
        silence();
        beats(5);
        assertThat(isAlive()).isFalse();

        virtualThreads.remove().run();
        beats(1);

        assertThat(isAlive()).isTrue();
        assertThat(exits).isEmpty();
    }

    @Test
    void endsWhenNoneHasRunForAMinute() {
        beats(120);
        assertThat(exits).isEmpty();

        beats(1);

        assertThat(exits).containsExactly(70);
    }

    private void beats(int number) {
        IntStream.range(0, number).forEach(beat -> heartbeat.beat());
    }

    /** As when the silence after which others take over has passed. */
    private void silence() {
        database.sql("UPDATE instance SET alive_until = clock_timestamp() WHERE id = ?")
                .param(id)
                .update();
    }

    private boolean isAlive() {
        return database.sql("SELECT alive_until > clock_timestamp() FROM instance WHERE id = ?")
                .param(id)
                .query(Boolean.class)
                .single();
    }
}

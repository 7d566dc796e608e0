package io.backstitch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.PartsOnDatabase;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A worker that is not ended by its interruption is written down until it ends; all others are not. */
@NeedsStack(Part.POSTGRES)
class HungJobsTest {

    @EnableAutoConfiguration
    static class Database {}

    private final InstanceId instance = new InstanceId("hung-" + Long.toString(System.nanoTime(), 36));
    private final JobsInHand inHand = new JobsInHand();
    private final ConfigurableApplicationContext application;
    private final HungJobs hungJobs;

    HungJobsTest(RunningStack stack) {
        application = PartsOnDatabase.start(stack, Database.class);
        hungJobs = new HungJobs(inHand, application.getBean(JdbcClient.class), instance, Duration.ZERO);
    }

    @AfterEach
    void close() {
        application.close();
    }

    @Test
    void aWorkerBeyondItsTimeLimitIsWrittenDownUntilItEnds() {
        try (var withinItsTime = inHand.take(1, "order.ship", Duration.ofHours(1))) {
            try (var beyondIt = inHand.take(2, "order.pay", Duration.ofNanos(1))) {
                hungJobs.look();
                hungJobs.look();

                assertThat(written()).containsExactly(beyondIt.key()).doesNotContain(withinItsTime.key());
            }
            hungJobs.look();

            assertThat(written()).isEmpty();
        }
    }

    private List<Long> written() {
        return application
                .getBean(JdbcClient.class)
                .sql("SELECT job_key FROM job_overdue WHERE instance = ?")
                .param(instance.value())
                .query((row, number) -> row.getLong("job_key"))
                .list();
    }
}

package io.backstitch.intervention;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.PartsOnDatabase;
import io.backstitch.messaging.EngineRecord;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** An incident that somebody resolved is told from one that went with its element. */
@NeedsStack(Part.POSTGRES)
class ResolvedIncidentsTest {

    private static final AtomicLong KEYS = new AtomicLong(System.nanoTime());

    @EnableAutoConfiguration
    @Import(ResolvedIncidents.class)
    static class Parts {}

    private final ConfigurableApplicationContext application;
    private final ResolvedIncidents resolved;
    private final long job = KEYS.incrementAndGet();

    ResolvedIncidentsTest(RunningStack stack) {
        application = PartsOnDatabase.forAllTests(stack, Parts.class);
        resolved = application.getBean(ResolvedIncidents.class);
    }

    @Test
    void seesThatSomebodyResolvedIt() {
        jobWaits();

        assertThat(resolved.incident(record("INCIDENT", "RESOLVED", 5, job))).hasValueSatisfying(change -> {
            assertThat(change.what()).isEqualTo(Change.What.INCIDENT_RESOLVED);
            assertThat(change.details()).containsEntry("element", "Task_PayOut");
        });
    }

    @Test
    void seesThatItWentWithItsElement() {
        jobWaits();

        assertThat(resolved.job(record("JOB", "CANCELED", job, job))).isEmpty();
        assertThat(resolved.incident(record("INCIDENT", "RESOLVED", 5, job))).isEmpty();
    }

    @Test
    void seesThatItWentWhenTheJobsRecordWasReadLongBefore() {
        assertThat(resolved.incident(record("INCIDENT", "RESOLVED", 5, job))).isEmpty();
    }

    @Test
    void saysNothingOfOneWithoutAJob() {
        assertThat(resolved.incident(record("INCIDENT", "RESOLVED", 5, -1))).isEmpty();
        assertThat(resolved.incident(record("INCIDENT", "CREATED", 5, job))).isEmpty();
    }

    private void jobWaits() {
        application.getBean(JdbcClient.class).sql("""
                        INSERT INTO engine_wait (wait_key, kind, instance, element_instance, element, name, created_at, since, ready)
                        VALUES (?, 'JOB', 1, 2, 'Task_PayOut', 'expense.pay-out', now(), now(), false)
                        """).param(job).update();
    }

    private static EngineRecord record(String valueType, String intent, long key, long job) {
        return new EngineRecord(
                1,
                7,
                key,
                valueType,
                intent,
                Instant.EPOCH,
                null,
                JsonMapper.shared()
                        .valueToTree(Map.of(
                                "jobKey",
                                job,
                                "processInstanceKey",
                                1,
                                "bpmnProcessId",
                                "expense",
                                "elementId",
                                "Task_PayOut")));
    }
}

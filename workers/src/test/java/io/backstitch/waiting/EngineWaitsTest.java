package io.backstitch.waiting;

import static io.backstitch.waiting.WaitingOnDatabase.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.backstitch.intake.Run;
import io.backstitch.messaging.EngineRecord;
import io.backstitch.messaging.TopicBeginning;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of what is waited for is the same, however the records come: together, one by one, or again from the beginning. */
@NeedsStack(Part.POSTGRES)
class EngineWaitsTest {

    private static final Instant CREATED = NOW.minusSeconds(100);

    private final WaitingOnDatabase waiting;
    private final Run run;
    private final long instance;
    private final long job = WaitingOnDatabase.key();
    private final String type;

    EngineWaitsTest(RunningStack stack) {
        waiting = new WaitingOnDatabase(stack);
        run = waiting.run(CREATED);
        instance = waiting.instance(run);
        type = waiting.process + ".charge-card";
    }

    @AfterEach
    void close() {
        waiting.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aJobIsThereFromItsCreationToItsEnd(boolean together) {
        waiting.take(waiting.job(job, instance, type, "CREATED", CREATED));
        assertThat(waiting.rows(job))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("kind", "JOB")
                        .containsEntry("name", type)
                        .containsEntry("since", Timestamp.from(CREATED)));

        waiting.take(waiting.job(job, instance, type, "COMPLETED", NOW, NOW.plusSeconds(3)));
        assertThat(waiting.rows(job)).isEmpty();

        long quick = WaitingOnDatabase.key();
        var records = new EngineRecord[] {
            waiting.job(quick, instance, type, "CREATED", CREATED),
            waiting.job(quick, instance, type, "COMPLETED", NOW, NOW.plusSeconds(3))
        };
        if (together) {
            waiting.take(records);
        } else {
            waiting.takeOneByOne(records);
        }
        assertThat(waiting.rows(quick)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aJobThatIsKeptAndHandedOutAgainWaitsAnew(boolean together) {
        var records = new EngineRecord[] {
            waiting.job(job, instance, type, "CREATED", CREATED),
            waiting.job(job, instance, type, "TIMEOUT_UPDATED", CREATED.plusSeconds(1), CREATED.plusSeconds(62)),
            waiting.job(job, instance, type, "TIMED_OUT", CREATED.plusSeconds(62))
        };
        if (together) {
            waiting.take(records);
        } else {
            waiting.takeOneByOne(records);
        }

        assertThat(waiting.rows(job))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("since", Timestamp.from(CREATED.plusSeconds(62)))
                        .containsEntry("until", null));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aJobThatIsHandedOutAndNeverKeptWaitsOn(boolean together) {
        var records = new EngineRecord[] {
            waiting.job(job, instance, type, "CREATED", CREATED),
            waiting.job(job, instance, type, "TIMED_OUT", CREATED.plusSeconds(4)),
            waiting.job(job, instance, type, "TIMED_OUT", CREATED.plusSeconds(8))
        };
        if (together) {
            waiting.take(records);
        } else {
            waiting.takeOneByOne(records);
        }

        assertThat(waiting.rows(job))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("since", Timestamp.from(CREATED)));
    }

    @Test
    void aJobWhoseAttemptsAreUsedUpWaitsForItsIncident() {
        long incident = WaitingOnDatabase.key();
        waiting.take(
                waiting.job(job, instance, type, "CREATED", CREATED),
                waiting.job(
                        job, instance, type, "FAILED", CREATED.plusSeconds(1), Map.of("deadline", -1, "retries", 0)),
                waiting.record("INCIDENT", "CREATED", incident, instance, CREATED.plusSeconds(1), incidentOf(job)));
        assertThat(waiting.rows(job, incident))
                .extracting(row -> row.get("kind"), row -> row.get("ready"))
                .containsExactlyInAnyOrder(tuple("JOB", false), tuple("INCIDENT", true));

        waiting.take(waiting.record("INCIDENT", "RESOLVED", incident, instance, NOW, incidentOf(job)));

        assertThat(waiting.rows(job, incident))
                .singleElement()
                .satisfies(row ->
                        assertThat(row).containsEntry("ready", true).containsEntry("since", Timestamp.from(NOW)));
    }

    private static Map<String, Object> incidentOf(long job) {
        return Map.of("jobKey", job, "errorType", "JOB_NO_RETRIES");
    }

    @Test
    void theInstancesThatARunCallsBelongToIt() {
        long child = WaitingOnDatabase.key();
        long grandchild = WaitingOnDatabase.key();
        waiting.take(
                waiting.element(child, child, instance, "PROCESS", "ELEMENT_ACTIVATING", CREATED),
                waiting.element(grandchild, grandchild, child, "PROCESS", "ELEMENT_ACTIVATING", CREATED),
                waiting.job(job, grandchild, type, "CREATED", CREATED));

        assertThat(waiting.get(RunWaits.class).of(run))
                .singleElement()
                .satisfies(wait -> assertThat(wait.what()).contains(type));

        waiting.take(waiting.element(grandchild, grandchild, child, "PROCESS", "ELEMENT_TERMINATED", NOW));
        assertThat(waiting.rows(job)).isEmpty();
    }

    @Test
    void anInstanceThatNoDoorHasBegunIsAStranger() {
        assertThat(isStranger(instance)).as("the run's own").isFalse();
        assertThat(isStranger(begun(-1))).as("begun by hand").isTrue();
        assertThat(isStranger(begun(instance))).as("called by the run").isFalse();
        assertThat(isStranger(begunFor("of-no-door")))
                .as("for a run that nobody took")
                .isTrue();

        setSaga("instance", instance);
        assertThat(isStranger(begunFor(run.id()))).as("a second one for a run").isTrue();
    }

    @Test
    void anInstanceThatIsBegunForARunThatHasEndedIsAStranger() {
        setSaga("ended_at", Timestamp.from(CREATED.minusSeconds(30)));
        assertThat(isStranger(begunFor(run.id()))).as("clocks differ").isFalse();

        setSaga("ended_at", Timestamp.from(CREATED.minusSeconds(61)));
        assertThat(isStranger(begunFor(run.id()))).isTrue();
    }

    private long begunFor(String id) {
        long begun = WaitingOnDatabase.key();
        waiting.jdbc()
                .sql("INSERT INTO run_instance (process_instance_key, process, run) VALUES (?, ?, ?)")
                .params(begun, waiting.process, id)
                .update();
        waiting.take(waiting.element(begun, begun, -1, "PROCESS", "ELEMENT_ACTIVATING", CREATED));
        return begun;
    }

    private long begun(long parent) {
        long begun = WaitingOnDatabase.key();
        waiting.take(waiting.element(begun, begun, parent, "PROCESS", "ELEMENT_ACTIVATING", CREATED));
        return begun;
    }

    private void setSaga(String column, Object value) {
        waiting.jdbc()
                .sql("UPDATE saga SET %s = ? WHERE id = ?".formatted(column))
                .params(value, run.saga().value())
                .update();
    }

    private boolean isStranger(long of) {
        return waiting.jdbc()
                .sql("SELECT stranger FROM engine_instance WHERE instance = ?")
                .param(of)
                .query(Boolean.class)
                .single();
    }

    @Test
    void whatIsOlderThanTheTopicAndWhatIsOfAnotherPartitionIsNotForgotten() {
        long old = inPartition(2);
        long young = inPartition(2);
        long elsewhere = inPartition(3);
        waiting.take(
                waiting.job(old, instance, type, "CREATED", CREATED),
                waiting.job(young, instance, type, "CREATED", CREATED.plusMillis(1)),
                waiting.job(elsewhere, instance, type, "CREATED", CREATED.plusMillis(1)));

        waiting.get(EngineWaits.class).forget(new TopicBeginning(2, CREATED));

        assertThat(waiting.rows(old)).hasSize(1);
        assertThat(waiting.rows(young)).isEmpty();
        assertThat(waiting.rows(elsewhere)).hasSize(1);
    }

    private static long inPartition(long partition) {
        return (partition << 51) + (WaitingOnDatabase.key() & ((1L << 51) - 1));
    }

    @Test
    void measuresHowLongAJobWaitedForItsWorker() {
        waiting.takeOneByOne(
                waiting.job(job, instance, type, "CREATED", CREATED),
                waiting.job(
                        job,
                        instance,
                        type,
                        "COMPLETED",
                        CREATED.plusMillis(900),
                        CREATED.plusMillis(700).plusSeconds(3)));

        Timer timer = waiting.get(MeterRegistry.class).timer("backstitch.jobs.wait", "job.type", type);
        assertThat(timer.count()).isEqualTo(1);
        assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isCloseTo(700, within(1.0));
    }

    @Test
    void tellsHowManyJobsWaitAndForHowLong() {
        waiting.take(
                waiting.job(job, instance, type, "CREATED", CREATED),
                waiting.job(WaitingOnDatabase.key(), instance, type, "CREATED", NOW));
        JobQueues queues = waiting.get(JobQueues.class);

        queues.count();
        queues.show();

        MeterRegistry metrics = waiting.get(MeterRegistry.class);
        assertThat(metrics.get("backstitch.jobs.waiting")
                        .tag("job.type", type)
                        .gauge()
                        .value())
                .isEqualTo(2);
        assertThat(metrics.get("backstitch.jobs.oldest")
                        .tag("job.type", type)
                        .gauge()
                        .value())
                .isZero(); // They are of 2030.
    }
}

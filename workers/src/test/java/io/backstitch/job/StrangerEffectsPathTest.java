package io.backstitch.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.compensation.EffectState;
import io.backstitch.compensation.SagaId;
import io.backstitch.engine.InMemoryApplication;
import io.backstitch.messaging.EngineRecord;
import io.backstitch.messaging.RecordView;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.backstitch.stack.sandbox.Fault;
import io.backstitch.stack.sandbox.ObjectChange;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who copies the signed name of a run into an instance of their own, and is faster than the engine's records, keeps nothing of it. */
@NeedsStack(Part.POSTGRES)
class StrangerEffectsPathTest {

    private static final String COPIED = "of-a-copied-name";

    private static InMemoryRecords application;

    @BeforeAll
    static void start(RunningStack stack, @TempDir Path folder) {
        application = new InMemoryRecords(stack, folder);
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    /** What a workspace is asked for with. */
    record Wanted(String workspace, String owner, String purpose) {}

    @Test
    void whatACopiedNameDidIsUndoneAndTheRunsOwnEffectsStay() {
        Fault run = Fault.status(503).onPath("/objects/triggers");
        application.partners.faultObjects(run);
        SagaId saga = application.start("workspace", new Wanted("Copied", "owner@customer.example", "sales"));
        application.awaitEffect(saga, "Task_CreateProject", EffectState.COMPLETED);

        long instance = application.startByHand(saga);
        await("what it does").until(() -> changes(COPIED), changes -> changes.contains(ObjectChange.Change.CREATED));
        application.partners.faultObjects(Fault.status(503));
        application.tellOfInstances();
        application.hasStoodForLong(instance);
        await("somebody to be told").until(() -> application.standing() == 1);

        application.partners.faultObjects(run);
        await("the undo").until(() -> changes(COPIED), changes -> changes.contains(ObjectChange.Change.DELETED));
        await("the entry").until(() -> application.undone(instance) > 0);
        await("nobody to be told any more").until(() -> application.standing() == 0);
        await("the refusal").until(() -> application.refused(instance) == 1);
        assertThat(application.effect(saga, "Task_CreateProject").state()).isEqualTo(EffectState.COMPLETED);
    }

    private static List<ObjectChange.Change> changes(String id) {
        return application.partners.objects().stream()
                .filter(change -> change.id().equals(id))
                .map(ObjectChange::change)
                .toList();
    }

    private static final class InMemoryRecords extends InMemoryApplication {

        InMemoryRecords(RunningStack stack, Path folder) {
            super(stack, folder, Map.of("backstitch.waiting.look", "200ms"));
        }

        long startByHand(SagaId saga) {
            return client().newCreateInstanceCommand()
                    .bpmnProcessId("searchindex")
                    .latestVersion()
                    .variables(Map.of(
                            "saga",
                            signed(saga),
                            "businessId",
                            saga.businessId(),
                            "projectId",
                            COPIED,
                            "title",
                            COPIED))
                    .send()
                    .join()
                    .getProcessInstanceKey();
        }

        /** Once it has done what it does: so late as Kafka may be. */
        void tellOfInstances() {
            tellOf("MESSAGE_START_EVENT_SUBSCRIPTION");
            List<EngineRecord> instances = engine.records("PROCESS_INSTANCE")
                    .filter(record -> record.path("recordType").asString().equals("EVENT"))
                    .map(record -> new EngineRecord(
                            record.path("partitionId").asInt(),
                            record.path("position").asLong(),
                            record.path("key").asLong(),
                            "PROCESS_INSTANCE",
                            record.path("intent").asString(),
                            Instant.ofEpochMilli(record.path("timestamp").asLong()),
                            null,
                            record.path("value")))
                    .toList();
            named("io.backstitch.waiting.EngineWaits", RecordView.class).take(instances);
        }

        void hasStoodForLong(long instance) {
            database()
                    .sql("UPDATE stranger_instance SET seen_at = seen_at - interval '11 minutes' WHERE instance = ?")
                    .param(instance)
                    .update();
        }

        double standing() {
            return bean(MeterRegistry.class)
                    .get("backstitch.strangers.standing")
                    .gauge()
                    .value();
        }

        int undone(long instance) {
            return count("""
                SELECT (SELECT count(*) FROM audit_pending WHERE kind = 'effect.stranger-undone' AND body LIKE :like)
                    + (SELECT count(*) FROM audit_entry WHERE convert_from(canonical, 'UTF8') LIKE :like AND kind = 'effect.stranger-undone')
                """, "%\"instance\":\"" + instance + "\"%");
        }

        int refused(long instance) {
            return database()
                    .sql("SELECT count(*) FROM refused_instance WHERE instance = ?")
                    .param(instance)
                    .query(Integer.class)
                    .single();
        }

        private int count(String sql, String like) {
            return database().sql(sql).param("like", like).query(Integer.class).single();
        }
    }
}

package io.backstitch.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.compensation.SagaId;
import io.backstitch.engine.InMemoryApplication;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may start a process in the engine, but came through no door, gets nothing done. */
@NeedsStack(Part.POSTGRES)
class AdmissionPathTest {

    private static InMemoryStrangers application;

    @BeforeAll
    static void start(RunningStack stack, @TempDir Path folder) {
        application = new InMemoryStrangers(stack, folder);
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    static Stream<Map<String, Object>> identities() {
        String ofTheirOwn = new SagaId("agent", "mine").value();
        return Stream.of(
                Map.of(),
                Map.of("businessId", "mine"),
                Map.of("businessId", "mine", "saga", ofTheirOwn),
                Map.of("businessId", "mine", "saga", ofTheirOwn + "~1.AAAAAAAAAAAAAAAAAAAAAA"),
                Map.of("businessId", "mine", "saga", ofTheirOwn + "~9.AAAAAAAAAAAAAAAAAAAAAA"),
                Map.of("businessId", "mine", "saga", ofTheirOwn + "~"),
                Map.of("businessId", "mine", "saga", "no name of a run"),
                Map.of("businessId", "mine", "saga", List.of(1)));
    }

    @ParameterizedTest
    @MethodSource("identities")
    void aProcessThatSomebodyStartedByHandIsRefusedAndTakenAway(Map<String, Object> identity) {
        Map<String, Object> variables = new HashMap<>(Map.of("projectId", "p-1", "agent", "spy"));
        variables.putAll(identity);

        long instance = application.startByHand("agent", variables);

        await("the end of the stranger").until(() -> application.isTerminated(instance));
        assertThat(application.partners.objectCalls()).isEmpty();
        assertThat(application.refused(instance)).isEqualTo(1);
        assertThat(application.onRecord(instance)).isEqualTo(1);
        assertThat(application.deadLetters()).isZero();
    }

    @Test
    void anApprovalThatNobodyAskedForIsNotPutBeforePeople() {
        long instance = application.startByHand(
                "approval", Map.of("kind", "expense", "subject", "Urgent invoice", "requester", "employee"));

        await("the end of the stranger").until(() -> application.isTerminated(instance));
        assertThat(application.approvals()).isZero();
    }

    private static final class InMemoryStrangers extends InMemoryApplication {

        InMemoryStrangers(RunningStack stack, Path folder) {
            super(stack, folder);
        }

        long startByHand(String process, Map<String, Object> variables) {
            return client().newCreateInstanceCommand()
                    .bpmnProcessId(process)
                    .latestVersion()
                    .variables(variables)
                    .send()
                    .join()
                    .getProcessInstanceKey();
        }

        boolean isTerminated(long instance) {
            return engine.records("PROCESS_INSTANCE")
                    .anyMatch(record -> record.path("key").asLong() == instance
                            && record.path("intent").asString().equals("ELEMENT_TERMINATED"));
        }

        int refused(long instance) {
            return count("SELECT count(*) FROM refused_instance WHERE instance = ?", instance);
        }

        int onRecord(long instance) {
            return count("""
                    SELECT (SELECT count(*) FROM audit_pending WHERE kind = 'engine.instance-refused' AND body LIKE :like)
                        + (SELECT count(*) FROM audit_entry WHERE convert_from(canonical, 'UTF8') LIKE :like)
                    """, Map.of("like", "%\"instance\":\"" + instance + "\"%"));
        }

        int deadLetters() {
            return count("SELECT count(*) FROM dead_letter");
        }

        int approvals() {
            return count("SELECT count(*) FROM approval");
        }

        private int count(String sql, Object... parameters) {
            return database().sql(sql).params(parameters).query(Integer.class).single();
        }

        private int count(String sql, Map<String, ?> parameters) {
            return database().sql(sql).params(parameters).query(Integer.class).single();
        }
    }
}

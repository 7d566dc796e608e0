package io.backstitch.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.compensation.SagaId;
import io.backstitch.engine.EngineClients;
import io.backstitch.engine.InMemoryApplication;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.camunda.client.CamundaClient;
import io.camunda.zeebe.model.bpmn.Bpmn;
import io.camunda.zeebe.model.bpmn.BpmnModelInstance;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** While a new version is rolled out, instances of the old one get jobs of processes that they do not know. */
@NeedsStack(Part.POSTGRES)
class NewerVersionTest {

    /** Its job type is the same for all processes, so that an old instance is handed it, too. */
    @Test
    void aSettleStepThatIsNotKnownHereIsLeftToOthersAndIsNoDeadLetter(RunningStack stack, @TempDir Path folder) {
        BpmnModelInstance newer = Bpmn.createExecutableProcess("newer")
                .startEvent()
                .serviceTask(
                        "Task_Settle", task -> task.zeebeJobType("saga.settle").zeebeJobRetries("5"))
                .endEvent()
                .done();
        try (InMemoryApplication old = new InMemoryApplication(stack, folder);
                CamundaClient client = EngineClients.at(old.engine.grpcAddress())) {
            client.newDeployResourceCommand()
                    .addProcessModel(newer, "newer.bpmn")
                    .send()
                    .join();
            client.newCreateInstanceCommand()
                    .bpmnProcessId("newer")
                    .latestVersion()
                    .variables(Map.of("businessId", "newer-1", "saga", old.signed(new SagaId("newer", "newer-1"))))
                    .send()
                    .join();

            await().untilAsserted(() -> assertThat(old.engine.attemptsLeft("saga.settle"))
                    .as("no more than one a minute is used up")
                    .containsExactly(4));
            old.engine.rest();
            assertThat(old.engine.attemptsLeft("saga.settle")).containsExactly(4);
            assertThat(old.engine.incidents()).isEmpty();
        }
    }
}

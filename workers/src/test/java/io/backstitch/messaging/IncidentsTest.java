package io.backstitch.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.engine.EngineClients;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ActivatedJob;
import io.camunda.zeebe.model.bpmn.Bpmn;
import io.camunda.zeebe.model.bpmn.BpmnModelInstance;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From the engine through its exporter and Kafka to us: an incident is known in seconds, and can be resolved by its key. */
@NeedsStack(
        value = {Part.POSTGRES, Part.KAFKA, Part.ZEEBE},
        own = true)
class IncidentsTest {

    /** It takes one or two; on a machine that is busy with something else these are seconds, too. */
    private static final Duration SECONDS = Duration.ofSeconds(30);

    private final String type = "test." + UUID.randomUUID();
    private final RunningStack stack;
    private final CamundaClient engine;
    private final RecordedIncidents heard = new RecordedIncidents();
    private final MessagingOnStack messaging;

    IncidentsTest(RunningStack stack) {
        this.stack = stack;
        this.engine = EngineClients.of(stack);
        this.messaging = new MessagingOnStack(
                stack,
                Map.of(
                        "spring.datasource.url",
                        stack.jdbcUrl(),
                        "spring.kafka.consumer.group-id",
                        "backstitch",
                        "backstitch.kafka.engine-records-topic",
                        "backstitch.engine-records",
                        // Unsigned ones are refused: here the broker signs, and we know its key.
                        SignedRecords.SETTING,
                        stack.applicationEnvironment().getOrDefault("BACKSTITCH_RECORDS_KEYS", "none")),
                heard);
    }

    @AfterEach
    void close() {
        messaging.close();
        engine.close();
        stack.start(Part.KAFKA);
    }

    @Test
    void anIncidentIsKnownInSecondsAndResolvedByItsKey() {
        startRun();
        ActivatedJob job = nextJob();
        fail(job);

        await().atMost(SECONDS)
                .until(() -> messaging.openIncidentOf(job.getKey()).isPresent());

        Incident incident = heard(job);
        assertThat(incident.elementInstanceKey()).isEqualTo(job.getElementInstanceKey());
        assertThat(incident.process()).isEqualTo(job.getBpmnProcessId());
        assertThat(incident.element()).isEqualTo("Task_Fails");
        assertThat(incident.processInstanceKey()).isEqualTo(job.getProcessInstanceKey());
        assertThat(incident.errorType()).isEqualTo("JOB_NO_RETRIES");
        assertThat(incident.message()).isEqualTo("The card reader is broken");

        resolve(job);

        await().atMost(SECONDS)
                .until(() -> messaging.openIncidentOf(job.getKey()).isEmpty());
        assertThat(heard.resolved).extracting(Incident::key).contains(incident.key());
        assertThat(nextJob().getKey()).isEqualTo(job.getKey());
    }

    @Test
    void theIncidentsOfATimeWithoutKafkaAreKnownWhenItIsBack() {
        startRun();
        ActivatedJob before = nextJob();
        stack.kill(Part.KAFKA);
        fail(before);
        startRun();
        ActivatedJob during = nextJob();
        fail(during);

        stack.start(Part.KAFKA);

        await().until(() -> messaging.openIncidentOf(during.getKey()).isPresent());
        assertThat(messaging.openIncidentOf(before.getKey())).isPresent();
        assertThat(heard.created)
                .extracting(Incident::jobKey)
                .filteredOn(List.of(before.getKey(), during.getKey())::contains)
                .containsExactly(before.getKey(), during.getKey());
        resolve(before);
        resolve(during);
    }

    @Test
    void anIncidentIsNotMissedWhenTheEngineDiesBeforeKafkaIsBack() {
        startRun();
        ActivatedJob job = nextJob();
        stack.kill(Part.KAFKA);
        fail(job);

        stack.kill(Part.ZEEBE);
        stack.start(Part.ZEEBE);
        stack.start(Part.KAFKA);

        await().until(() -> messaging.openIncidentOf(job.getKey()).isPresent());
        resolve(job);
    }

    @Test
    void anIncidentInACalledProcessIsKnownWithTheRunThatItBelongsTo() {
        String caller = "calls-" + type.hashCode();
        String called = "called-" + type.hashCode();
        deploy(
                called,
                Bpmn.createExecutableProcess(called)
                        .startEvent()
                        .exclusiveGateway("Gateway_Fails")
                        .condition("=nobody.knows > 1")
                        .endEvent()
                        .done());
        deploy(
                caller,
                Bpmn.createExecutableProcess(caller)
                        .startEvent()
                        .message(type)
                        .callActivity("Call_Called", call -> call.zeebeProcessId(called))
                        .endEvent()
                        .done());
        engine.newPublishMessageCommand()
                .messageName(type)
                .correlationKey("run-1")
                .send()
                .join();

        Incident incident = await().atMost(SECONDS)
                .until(
                        () -> heard.created.stream()
                                .filter(it -> it.process().equals(called))
                                .toList(),
                        found -> !found.isEmpty())
                .getFirst();

        assertThat(incident.jobKey()).isNull();
        assertThat(incident.rootInstanceKey()).isNotEqualTo(incident.processInstanceKey());
        assertThat(messaging.get(RunInstances.class).find(incident.rootInstanceKey()))
                .hasValue(new RunInstances.Run(caller, "run-1"));
    }

    private void deploy(String process, BpmnModelInstance model) {
        engine.newDeployResourceCommand()
                .addProcessModel(model, process + ".bpmn")
                .send()
                .join();
    }

    private void startRun() {
        String process = "incidents-" + type.hashCode();
        BpmnModelInstance model = Bpmn.createExecutableProcess(process)
                .startEvent()
                .serviceTask("Task_Fails", task -> task.zeebeJobType(type))
                .endEvent()
                .done();
        engine.newDeployResourceCommand()
                .addProcessModel(model, process + ".bpmn")
                .send()
                .join();
        engine.newCreateInstanceCommand()
                .bpmnProcessId(process)
                .latestVersion()
                .send()
                .join();
    }

    private ActivatedJob nextJob() {
        return await().until(
                        () -> engine.newActivateJobsCommand()
                                .jobType(type)
                                .maxJobsToActivate(1)
                                .timeout(Duration.ofMinutes(5))
                                .requestTimeout(Duration.ofSeconds(5))
                                .send()
                                .join()
                                .getJobs(),
                        jobs -> !jobs.isEmpty())
                .getFirst();
    }

    private void fail(ActivatedJob job) {
        engine.newFailCommand(job)
                .retries(0)
                .errorMessage("The card reader is broken")
                .send()
                .join();
    }

    private Incident heard(ActivatedJob job) {
        return await().atMost(SECONDS)
                .until(
                        () -> heard.created.stream()
                                .filter(incident -> Long.valueOf(job.getKey()).equals(incident.jobKey()))
                                .toList(),
                        found -> !found.isEmpty())
                .getFirst();
    }

    private void resolve(ActivatedJob job) {
        engine.newUpdateRetriesCommand(job).retries(1).send().join();
        engine.newResolveIncidentCommand(messaging.openIncidentOf(job.getKey()).orElseThrow())
                .send()
                .join();
    }
}

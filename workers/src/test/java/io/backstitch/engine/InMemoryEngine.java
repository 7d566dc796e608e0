package io.backstitch.engine;

import static org.awaitility.Awaitility.await;

import io.backstitch.stack.FreePorts;
import io.camunda.client.CamundaClient;
import io.camunda.zeebe.process.test.api.ZeebeTestEngine;
import io.camunda.zeebe.process.test.engine.EngineFactory;
import io.camunda.zeebe.protocol.record.Record;
import io.camunda.zeebe.protocol.record.ValueType;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Zeebe in memory, with a clock that can be moved. It has no REST API and keeps nothing. */
public final class InMemoryEngine implements AutoCloseable {

    private final ZeebeTestEngine engine = EngineFactory.create(FreePorts.take());
    private final CamundaClient asking;

    public InMemoryEngine() {
        engine.start();
        asking = CamundaClient.newClientBuilder()
                .grpcAddress(URI.create(grpcAddress()))
                .preferRestOverGrpc(false)
                .build();
    }

    /** Where its gateway listens, for {@code camunda.client.grpc-address}. */
    public String grpcAddress() {
        return "http://" + engine.getGatewayAddress();
    }

    /** Moves the engine's clock once it has nothing left to do; due timers fire. */
    public void advanceClock(Duration duration) throws InterruptedException {
        rest();
        engine.increaseTime(duration);
    }

    /** Moves the engine's clock at once: for who has waited for what must be there, and for what ends soon. */
    public void advanceClockNow(Duration duration) {
        engine.increaseTime(duration);
    }

    /** Waits until the engine has nothing left to do: it has answered, and done nothing else since it last answered. */
    public void rest() {
        AtomicLong seen = new AtomicLong();
        await("the engine to come to rest")
                .pollInterval(Duration.ofMillis(50))
                .until(this::workUntilItAnswers, now -> seen.getAndSet(now) == now);
    }

    /** Its answer comes behind all that it had to do before: else a machine that is busy with something else looks like rest. */
    private long workUntilItAnswers() {
        asking.newActivateJobsCommand()
                .jobType("of.nobody")
                .maxJobsToActivate(1)
                .timeout(Duration.ofSeconds(1))
                .send()
                .join();
        return work();
    }

    /** How much it has done, but for being asked for jobs: which this engine, unlike the real one, answers at once, again and again. */
    private long work() {
        return workRecords().count();
    }

    private Stream<Record<?>> workRecords() {
        return StreamSupport.stream(engine.getRecordStreamSource().getRecords().spliterator(), false)
                .filter(record -> record.getValueType() != ValueType.JOB_BATCH)
                .map(record -> record);
    }

    /** The end events that the process instance has reached, in order. */
    public List<String> ends(long processInstance) {
        return records("PROCESS_INSTANCE")
                .filter(record -> record.path("intent").asString("").equals("ELEMENT_COMPLETED"))
                .map(record -> record.path("value"))
                .filter(element -> element.path("processInstanceKey").asLong() == processInstance
                        && element.path("bpmnElementType").asString("").equals("END_EVENT"))
                .map(element -> element.path("elementId").asString())
                .toList();
    }

    /** What a variable of the run was last set to; missing when it never was. */
    public JsonNode lastVariable(String businessId, String name) {
        List<JsonNode> variables = records("VARIABLE")
                .map(record -> record.path("value"))
                .filter(variable -> !variable.path("value").isNull())
                .toList();
        long instance = variables.stream()
                .filter(it -> it.path("name").asString("").equals("businessId")
                        && it.path("value").asString("").equals("\"" + businessId + "\""))
                .mapToLong(it -> it.path("processInstanceKey").asLong())
                .findFirst()
                .orElse(0);
        return variables.stream()
                .filter(it -> it.path("processInstanceKey").asLong() == instance
                        && it.path("name").asString("").equals(name))
                .reduce((earlier, later) -> later)
                .map(it -> JsonMapper.shared().readTree(it.path("value").asString()))
                .orElse(MissingNode.getInstance());
    }

    /** What stands, for the message of a test that waits in vain. */
    public List<String> incidents() {
        return records("INCIDENT")
                .filter(record -> record.path("intent").asString("").equals("CREATED"))
                .map(record -> record.path("value"))
                .map(incident -> "%s: %s"
                        .formatted(
                                incident.path("elementId").asString(""),
                                incident.path("errorMessage").asString("")))
                .toList();
    }

    /** How many attempts jobs of this type were left with, each time that changed. */
    public List<Integer> attemptsLeft(String jobType) {
        return records("JOB")
                .filter(record -> record.path("intent").asString("").equals("RETRIES_UPDATED"))
                .map(record -> record.path("value"))
                .filter(job -> job.path("type").asString("").equals(jobType))
                .map(job -> job.path("retries").asInt())
                .toList();
    }

    private Stream<JsonNode> records(String valueType) {
        return workRecords()
                .filter(record -> record.getValueType().name().equals(valueType))
                .map(record -> JsonMapper.shared().readTree(record.toJson()));
    }

    @Override
    public void close() {
        asking.close();
        engine.stop();
    }
}

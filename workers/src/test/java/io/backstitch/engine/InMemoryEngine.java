package io.backstitch.engine;

import static org.awaitility.Awaitility.await;

import io.camunda.zeebe.process.test.api.ZeebeTestEngine;
import io.camunda.zeebe.process.test.engine.EngineFactory;
import io.camunda.zeebe.protocol.record.Record;
import io.camunda.zeebe.protocol.record.ValueType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Zeebe in memory, with a clock that can be moved. It has no REST API and keeps nothing. */
public final class InMemoryEngine implements AutoCloseable {

    private final ZeebeTestEngine engine = EngineFactory.create();

    public InMemoryEngine() {
        engine.start();
    }

    /** Where its gateway listens, for {@code camunda.client.grpc-address}. */
    public String grpcAddress() {
        return "http://" + engine.getGatewayAddress();
    }

    /** Moves the engine's clock once it has nothing left to do; due timers fire. */
    public void advanceClock(Duration duration) throws InterruptedException {
        AtomicLong seen = new AtomicLong();
        await("the engine to come to rest")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> work(), now -> seen.getAndSet(now) == now);
        engine.increaseTime(duration);
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
        return records()
                .filter(record -> record.path("valueType").asString("").equals("PROCESS_INSTANCE")
                        && record.path("intent").asString("").equals("ELEMENT_COMPLETED"))
                .map(record -> record.path("value"))
                .filter(element -> element.path("processInstanceKey").asLong() == processInstance
                        && element.path("bpmnElementType").asString("").equals("END_EVENT"))
                .map(element -> element.path("elementId").asString())
                .toList();
    }

    /** What stands, for the message of a test that waits in vain. */
    public List<String> incidents() {
        return records()
                .filter(record -> record.path("valueType").asString("").equals("INCIDENT")
                        && record.path("intent").asString("").equals("CREATED"))
                .map(record -> record.path("value"))
                .map(incident -> "%s: %s"
                        .formatted(
                                incident.path("elementId").asString(""),
                                incident.path("errorMessage").asString("")))
                .toList();
    }

    private Stream<JsonNode> records() {
        return workRecords().map(record -> JsonMapper.shared().readTree(record.toJson()));
    }

    @Override
    public void close() {
        engine.stop();
    }
}

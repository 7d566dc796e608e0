package io.backstitch.engine;

import static org.awaitility.Awaitility.await;

import io.backstitch.compensation.SagaId;
import io.backstitch.stack.FreePorts;
import io.camunda.client.CamundaClient;
import io.camunda.zeebe.process.test.api.ZeebeTestEngine;
import io.camunda.zeebe.process.test.engine.EngineFactory;
import io.camunda.zeebe.protocol.record.Record;
import io.camunda.zeebe.protocol.record.ValueType;
import io.camunda.zeebe.protocol.record.intent.JobIntent;
import io.camunda.zeebe.protocol.record.value.JobRecordValue;
import io.camunda.zeebe.protocol.record.value.deployment.Form;
import io.grpc.ClientInterceptor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Zeebe in memory, with a clock that can be moved. It has no REST API and keeps nothing. */
public final class InMemoryEngine implements AutoCloseable {

    private static final Duration NEWS = Duration.ofMillis(20);

    private final ZeebeTestEngine engine = EngineFactory.create(FreePorts.take());
    private final CamundaClient asking;
    private final JobNews news = new JobNews();
    private final OpenIncidents standing = new OpenIncidents();
    private final Thread reader;
    /** Guarded by this. */
    private int read;

    public InMemoryEngine() {
        engine.start();
        reader = Thread.ofPlatform().daemon().name("job-news").start(this::readNews);
        asking = EngineClients.at(grpcAddress());
    }

    /** Where its gateway listens, for {@code camunda.client.grpc-address}. */
    public String grpcAddress() {
        return "http://" + engine.getGatewayAddress();
    }

    /** For the client of an application: its requests for jobs wait here until there are some. */
    ClientInterceptor longPolling() {
        return new LongPolling(news);
    }

    private void readNews() {
        try {
            while (true) {
                List<Record<?>> fresh = freshRecords();
                if (!fresh.isEmpty()) {
                    standing.read(fresh);
                    news.read(fresh);
                }
                Thread.sleep(NEWS);
            }
        } catch (InterruptedException e) {
            // The engine is closed.
        }
    }

    private synchronized List<Record<?>> freshRecords() {
        List<Record<?>> fresh = recordsFrom(read);
        read += fresh.size();
        return fresh;
    }

    private List<Record<?>> allRecords() {
        return recordsFrom(0);
    }

    /** The library's source of records is made for one thread. */
    private synchronized List<Record<?>> recordsFrom(int first) {
        if (engine.getRecordStreamSource().getRecords() instanceof List<Record<?>> all) {
            return List.copyOf(all.subList(first, all.size()));
        }
        throw new IllegalStateException("The engine in memory keeps its records otherwise than it did");
    }

    /**
     * Moves the engine's clock once it has nothing left to do; due timers fire. A timer of days counts days of the calendar: it needs an hour more
     * when the clocks go back on one of them.
     */
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
        return allRecords().stream().filter(record -> record.getValueType() != ValueType.JOB_BATCH);
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

    /** Where a run stands now, and why: nothing but a person, or a test, would move it. */
    public List<String> standing(SagaId saga) {
        return standing.of(saga.businessId());
    }

    /** The same of one process instance. */
    public List<String> standing(long processInstance) {
        return standing.in(processInstance);
    }

    /** The form of a task or a start event, as it is deployed. */
    Optional<JsonNode> form(Predicate<Form> which) {
        return allRecords().stream()
                .filter(record -> record.getValue() instanceof Form form && which.test(form))
                .map(record -> JsonMapper.shared().readTree(((Form) record.getValue()).getResource()))
                .findFirst();
    }

    /** What stood at any time, for the message of a test that waits in vain. */
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

    /** Whether it has ever made a job of this type for the element. */
    boolean hasMadeJob(String jobType, String element) {
        return allRecords().stream()
                .anyMatch(record -> record.getIntent() == JobIntent.CREATED
                        && record.getValue() instanceof JobRecordValue job
                        && job.getType().equals(jobType)
                        && job.getElementId().equals(element));
    }

    /** What the engine has recorded of these, in order. */
    public Stream<JsonNode> records(String valueType) {
        return workRecords()
                .filter(record -> record.getValueType().name().equals(valueType))
                .map(record -> JsonMapper.shared().readTree(record.toJson()));
    }

    @Override
    public void close() {
        reader.interrupt();
        asking.close();
        engine.stop();
    }
}

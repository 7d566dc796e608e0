package io.backstitch.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.cloudevents.CloudEvent;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What becomes of the engine's records, whichever way they arrive. */
@NeedsStack({Part.POSTGRES, Part.KAFKA})
class EngineRecordsTest {

    private static final AtomicLong KEYS = new AtomicLong(System.nanoTime());

    private final String topic = "test." + UUID.randomUUID();
    private final RecordedIncidents heard = new RecordedIncidents();
    private final SignedRecords signed = new SignedRecords();
    private final long incident = KEYS.incrementAndGet();
    private final long job = KEYS.incrementAndGet();
    private final long activity = KEYS.incrementAndGet();
    private final RunningStack stack;
    private final MessagingOnStack messaging;

    EngineRecordsTest(RunningStack stack) {
        this.stack = stack;
        messaging = new MessagingOnStack(
                stack,
                Map.of("backstitch.kafka.engine-records-topic", topic, SignedRecords.SETTING, signed.key),
                heard);
    }

    @AfterEach
    void close() {
        messaging.close();
    }

    @Test
    void keepsAnIncidentOpenUntilItIsResolved() {
        send(record("CREATED", 7));
        await().until(() -> messaging.openIncidentOf(job).isPresent());
        assertThat(messaging.openIncidentOf(job)).contains(incident);

        send(record("RESOLVED", 9));

        await().until(() -> messaging.openIncidentOf(job).isEmpty());
        assertThat(heard.resolved).hasSize(1);
        assertThat(messaging.incident(incident))
                .containsEntry("partition", 1)
                .containsEntry("position", 7L)
                .containsEntry("job_key", job)
                .containsEntry("element_instance_key", activity)
                .containsEntry("process_instance_key", 33L)
                .containsEntry("process", "onboarding")
                .containsEntry("element", "Task_ChargeCard")
                .containsEntry("error_type", "JOB_NO_RETRIES")
                .containsEntry("message", "no answer")
                .containsEntry("created_at", new Timestamp(1_795_000_000_007L))
                .containsEntry("resolved_at", new Timestamp(1_795_000_000_009L));
    }

    @Test
    void othersHearOfAnIncidentWithoutTheEnginesMessage() {
        send(record("CREATED", 7));
        send(record("RESOLVED", 9));

        try (EventReader reader = new EventReader(stack, "backstitch.events", "incident/" + incident)) {
            List<CloudEvent> events = reader.read(2);
            assertThat(events)
                    .extracting(CloudEvent::getType)
                    .containsExactlyInAnyOrder("io.backstitch.incident.opened", "io.backstitch.incident.resolved");
            assertThat(events).extracting(EventReader::data).containsOnly("""
                            {"incident":%d,"process":"onboarding","element":"Task_ChargeCard","errorType":"JOB_NO_RETRIES"}""".formatted(incident));
        }
    }

    @Test
    void tellsOfAnIncidentOnceWhenItsRecordsComeAgain() {
        send(record("CREATED", 7));
        send(record("RESOLVED", 9));
        send(record("CREATED", 7));
        send(record("RESOLVED", 9));
        sendLastOne();

        assertThat(heard.created).extracting(Incident::key).containsExactly(incident, incident + 1000);
        assertThat(heard.resolved).hasSize(1);
        assertThat(messaging
                        .get(MeterRegistry.class)
                        .counter("backstitch.incidents", "process", "onboarding", "error.type", "JOB_NO_RETRIES")
                        .count())
                .isEqualTo(2);
    }

    @Test
    void handlesARecordOnceAlsoWhenItsHandlerWouldTakeItTwice() {
        send(record("CREATED", 7));
        send(record("RESOLVED", 9));
        await().until(() -> !heard.resolved.isEmpty());
        messaging.forgetIncident(incident);

        send(record("CREATED", 7));
        send(record("RESOLVED", 9));
        sendLastOne();

        assertThat(heard.created).hasSize(2);
        assertThat(heard.resolved).hasSize(1);
    }

    @Test
    void aConsumerThatIsRebuiltFromTheBeginningHasTheSameTablesAndTellsNobody() {
        long other = KEYS.incrementAndGet();
        long last = incident + 1000;
        List<Map<String, @Nullable Object>> before = threeIncidents(other, last);
        messaging.spoilIncident(other);
        messaging.forgetIncident(last);

        messaging.rebuildRecords();

        await().untilAsserted(() ->
                assertThat(messaging.incidents(incident, other, last)).isEqualTo(before));
        send(record("CREATED", 101).replace("\"key\":" + incident, "\"key\":" + KEYS.incrementAndGet()));
        await().until(() -> heard.created.size() == 4);
        assertThat(heard.resolved).hasSize(1);
        assertThat(messaging.get(EngineRecords.class).partitions())
                .singleElement()
                .satisfies(partition -> {
                    assertThat(partition.position()).isEqualTo(101);
                    assertThat(partition.told()).isEqualTo(101);
                });
    }

    private List<Map<String, @Nullable Object>> threeIncidents(long other, long last) {
        send(record("CREATED", 7));
        send(record("CREATED", 8).replace("\"key\":" + incident, "\"key\":" + other));
        send(record("RESOLVED", 9));
        sendLastOne();
        List<Map<String, @Nullable Object>> incidents = messaging.incidents(incident, other, last);
        assertThat(incidents).hasSize(3);
        return incidents;
    }

    /** Kafka deletes what is older than the retention of the topic. */
    @Test
    void whatIsOlderThanTheTopicStaysWhenTheRestIsMadeAnew() {
        long other = KEYS.incrementAndGet();
        long last = incident + 1000;
        List<Map<String, @Nullable Object>> before = threeIncidents(other, last);
        messaging.deleteFromTopic(topic, 2);
        messaging.spoilIncident(last);

        messaging.rebuildRecords();

        await().untilAsserted(() ->
                assertThat(messaging.incidents(incident, other, last)).isEqualTo(before));
        await().until(() -> messaging.get(EngineRecords.class).partitions().stream()
                .allMatch(partition -> partition.position() == partition.told()));
    }

    @Test
    void aRecordOfAnEngineThatWasSetUpAnewIsNotTakenForARepeat() {
        send(record("CREATED", 7));
        await().until(() -> heard.created.size() == 1);

        send(record("CREATED", 3)
                .replace("\"key\":" + incident, "\"key\":" + KEYS.incrementAndGet())
                .replace("\"timestamp\":1795", "\"timestamp\":1796"));

        await().until(() -> heard.created.size() == 2);
    }

    @Test
    void repeatsARecordUntilAListenerHasTakenItAndOvertakesNone() {
        heard.failures.set(2);

        send(record("CREATED", 7));
        sendLastOne();

        assertThat(heard.created).extracting(Incident::key).containsExactly(incident, incident + 1000);
    }

    @Test
    void skipsWhatIsNoRecordAndWhatNobodyIsInterestedIn() {
        sendRaw("INCIDENT", "{\"no\": \"record\"}");
        sendRaw("INCIDENT", "no JSON");
        send(record("CREATED", 5).replace("jobKey", "jobkey"));
        sendRaw("VARIABLE", "no JSON either, but nobody looks");
        sendLastOne();

        assertThat(heard.created).hasSize(1);
    }

    @Test
    void putsAsideWhatCanNeverBeKeptAndGoesOn() {
        send(record("CREATED", 7).replace("no answer", "no \\u0000 answer"));
        sendRaw("INCIDENT", "no JSON");
        sendLastOne();

        assertThat(heard.created).extracting(Incident::key).containsExactly(incident + 1000);
        assertThat(messaging
                        .get(JdbcClient.class)
                        .sql(
                                "SELECT value_type || ' ' || intent || ' ' || record_key || ' ' || instance FROM engine_record_aside WHERE topic = ? AND value_type IS NOT NULL")
                        .param(topic)
                        .query(String.class)
                        .list())
                .containsExactly("INCIDENT CREATED " + incident + " 33");
        assertThat(messaging
                        .get(JdbcClient.class)
                        .sql("SELECT count(*) FROM engine_record_aside WHERE topic = ?")
                        .param(topic)
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    /** When this one has arrived, all that were sent before it have been handled. */
    private void sendLastOne() {
        send(record("CREATED", 99).replace("\"key\":" + incident, "\"key\":" + (incident + 1000)));
        await().until(() -> heard.created.stream().anyMatch(created -> created.key() == incident + 1000));
    }

    private void send(String value) {
        sendRaw("INCIDENT", value);
    }

    private void sendRaw(String valueType, String value) {
        messaging.send(signed.next(topic, valueType, value));
    }

    /** As the engine writes it, shortened. */
    private String record(String intent, long position) {
        return """
                {"partitionId":1,"value":{"errorType":"JOB_NO_RETRIES","errorMessage":"no answer","bpmnProcessId":"onboarding",
                "processInstanceKey":33,"elementId":"Task_ChargeCard","elementInstanceKey":%d,"jobKey":%d},
                "key":%d,"timestamp":%d,"position":%d,"valueType":"INCIDENT","recordType":"EVENT","intent":"%s"}
                """.formatted(activity, job, incident, 1_795_000_000_000L + position, position, intent)
                .replace("\n", "");
    }
}

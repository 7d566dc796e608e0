package io.backstitch.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.logs.CapturedLog;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Somebody who is not the engine writes into the topic of its records: they move nothing, stop nothing, and are on record. */
@NeedsStack({Part.POSTGRES, Part.KAFKA})
@ExtendWith(CapturedLog.Extension.class)
class ForgedRecordsTest {

    private static final AtomicLong KEYS = new AtomicLong(System.nanoTime());
    private static final long FAR = 1L << 62;

    private final String topic = "test." + UUID.randomUUID();
    private final String group = "test-" + UUID.randomUUID();
    private final SignedRecords signed = new SignedRecords();
    private final RunningStack stack;
    private final List<MessagingOnStack> started = new ArrayList<>();
    private RecordedIncidents heard = new RecordedIncidents();

    ForgedRecordsTest(RunningStack stack) {
        this.stack = stack;
    }

    @BeforeEach
    void createTopic() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.url(Part.KAFKA)))) {
            admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();
        }
    }

    @AfterEach
    void close() {
        started.forEach(MessagingOnStack::close);
    }

    @Test
    void nothingThatIsNotSignedForItsPlaceIsHandedOnOrMovesAPosition(CapturedLog log) {
        MessagingOnStack messaging = start(signed.key);
        long first = KEYS.incrementAndGet();
        ProducerRecord<String, String> genuine = signed.next(topic, "INCIDENT", incident(first, 7));
        messaging.send(genuine);
        await().until(() -> heard.created.size() == 1);

        messaging.send(unsigned(incident(KEYS.incrementAndGet(), FAR)));
        messaging.send(new SignedRecords().next(topic, "INCIDENT", incident(KEYS.incrementAndGet(), FAR)));
        messaging.send(copy(genuine, 0, genuine.value().replace("\"position\":7", "\"position\":8")));
        messaging.send(copy(signed.next(topic, "INCIDENT", incident(KEYS.incrementAndGet(), 9)), 1));
        messaging.send(copy(genuine, 0));
        long last = KEYS.incrementAndGet();
        messaging.send(signed.next(topic, "INCIDENT", incident(last, 11)));

        await().until(() -> refused(messaging, "bad-signature") == 2 && heard.created.size() == 2);
        assertThat(heard.created).extracting(Incident::key).containsExactly(first, last);
        assertThat(refused(messaging, "unsigned")).isEqualTo(1);
        assertThat(refused(messaging, "unknown-key")).isEqualTo(1);
        assertThat(messaging.get(EngineRecords.class).partitions())
                .singleElement()
                .satisfies(partition -> assertThat(partition.told()).isEqualTo(11));
        assertThat(kept(messaging)).hasSize(4).allSatisfy(why -> assertThat(why).startsWith("refused: it"));
        assertThat(log.getAll())
                .contains(
                        "ERROR io.backstitch.messaging.RefusedRecords : A record is refused, and nothing is done about it: "
                                + topic);
    }

    @Test
    void aKeyIsReplacedWithoutLosingARecord() {
        SignedRecords next = new SignedRecords();
        MessagingOnStack before = start(signed.key);
        before.send(signed.next(topic, "INCIDENT", incident(KEYS.incrementAndGet(), 7)));
        await().until(() -> heard.created.size() == 1);
        before.close();
        MessagingOnStack both = start(signed.key + "," + next.key);

        both.send(signed.next(topic, "INCIDENT", incident(KEYS.incrementAndGet(), 8)));
        both.send(next.next(topic, "INCIDENT", incident(KEYS.incrementAndGet(), 9)));

        await().until(() -> heard.created.size() == 2);
        both.close();
        MessagingOnStack after = start(next.key, "backstitch.records.retired-keys", signed.key);
        await().until(() -> limits(after) == 2);
        after.send(signed.next(topic, "INCIDENT", incident(KEYS.incrementAndGet(), FAR)));
        after.send(next.next(topic, "INCIDENT", incident(KEYS.incrementAndGet(), 12)));
        await().until(() -> heard.created.size() == 1);
        assertThat(refused(after, "retired-key")).isEqualTo(1);

        // What the retired key has signed in its time is read anew, and with it all else.
        after.rebuildRecords();
        await("four incidents").untilAsserted(() -> assertThat(incidents(after)).isEqualTo(4));
    }

    /** The exporter of the last version did not sign, and the reader may be behind when the new one comes. */
    @Test
    void whatWasThereBeforeThereWereSignaturesIsReadAndNoMore() {
        MessagingOnStack before = start("");
        before.send(unsigned(incident(KEYS.incrementAndGet(), 7)));
        await().until(() -> heard.created.size() == 1);
        before.close();
        elsewhere().send(unsigned(incident(KEYS.incrementAndGet(), 8)));

        MessagingOnStack after = start(signed.key);

        await().until(() -> heard.created.size() == 1);
        await().until(() -> limits(after) == 1);
        after.send(unsigned(incident(KEYS.incrementAndGet(), 9)));
        after.send(signed.next(topic, "INCIDENT", incident(KEYS.incrementAndGet(), 10)));
        await().until(() -> heard.created.size() == 2);
        assertThat(refused(after, "unsigned")).isEqualTo(1);
    }

    @Test
    void anInstallationThatHasNeverReadARecordBelievesNothingUnsigned() {
        elsewhere().send(unsigned(incident(KEYS.incrementAndGet(), 7)));

        MessagingOnStack messaging = start(signed.key);

        messaging.send(signed.next(topic, "INCIDENT", incident(KEYS.incrementAndGet(), 8)));
        await().until(() -> heard.created.size() == 1);
        assertThat(refused(messaging, "unsigned")).isEqualTo(1);
    }

    @Test
    void withoutAKeyTheStartSaysSoAndAPositionThatNoEngineReachesIsRefusedAllTheSame(CapturedLog log) {
        MessagingOnStack messaging = start("");
        assertThat(log.getAll()).contains("The engine's records are believed without a signature");

        messaging.send(unsigned(incident(KEYS.incrementAndGet(), FAR)));
        messaging.send(
                unsigned(incident(KEYS.incrementAndGet(), 8).replace("\"timestamp\":1795", "\"timestamp\":9795")));
        messaging.send(unsigned(incident(KEYS.incrementAndGet(), 7)));

        await().until(() -> heard.created.size() == 1);
        assertThat(refused(messaging, "implausible")).isEqualTo(2);
    }

    @Test
    void aFloodFillsNeitherTheLogNorTheDatabase(CapturedLog log) {
        MessagingOnStack messaging = start(signed.key);
        RefusedRecords door = messaging.get(RefusedRecords.class);
        for (int offset = 0; offset < 3000; offset++) {
            door.refuse(
                    new ConsumerRecord<>(topic, 0, offset, "1", "x".repeat(50_000)), Origin.Reason.UNSIGNED.refused());
        }

        assertThat(refused(messaging, "unsigned")).isEqualTo(3000);
        assertThat(kept(messaging)).hasSizeLessThanOrEqualTo(100);
        assertThat(log.getAll().lines().filter(line -> line.contains("A record is refused") && line.contains(topic)))
                .hasSizeLessThanOrEqualTo(100);
        assertThat(messaging
                        .get(JdbcClient.class)
                        .sql("SELECT max(length(content)) FROM engine_record_aside WHERE topic = ?")
                        .param(topic)
                        .query(Integer.class)
                        .single())
                .isEqualTo(16 * 1024);
    }

    @Test
    void whatNoSignatureProvesIsKeptUpToABound() {
        MessagingOnStack messaging = start(signed.key);
        RecordsAside aside = messaging.get(RecordsAside.class);
        for (int offset = 0; offset < 1100; offset++) {
            aside.keepRefused(new ConsumerRecord<>(topic, 0, offset, "1", "no record"), "refused: it is for a test");
        }

        aside.put(new ConsumerRecord<>(topic, 0, 2000, "1", "a record"), null, "it is for a test", true);

        assertThat(kept(messaging)).hasSize(1001);
    }

    @Test
    void aRecordThatSomebodyTookAwayIsMissed(CapturedLog log) {
        MessagingOnStack messaging = start(signed.key);
        messaging.send(signed.next(topic, "INCIDENT", incident(KEYS.incrementAndGet(), 7)));
        signed.leaveOut();
        messaging.send(signed.next(topic, "INCIDENT", incident(KEYS.incrementAndGet(), 9)));

        await().until(() -> heard.created.size() == 2);
        assertThat(messaging
                        .get(MeterRegistry.class)
                        .counter("backstitch.records.missing")
                        .count())
                .isEqualTo(1);
        assertThat(log.getAll()).contains("are missing between the positions 7 and 9");
    }

    /** Reads other records. */
    private MessagingOnStack elsewhere() {
        MessagingOnStack messaging = new MessagingOnStack(stack, Map.of(), new RecordedIncidents());
        started.add(messaging);
        return messaging;
    }

    private MessagingOnStack start(String keys, String... more) {
        heard = new RecordedIncidents();
        Map<String, String> settings = new HashMap<>(Map.of(
                "spring.kafka.consumer.group-id",
                group,
                "backstitch.kafka.engine-records-topic",
                topic,
                SignedRecords.SETTING,
                keys));
        if (more.length > 0) {
            settings.put(more[0], more[1]);
        }
        MessagingOnStack messaging = new MessagingOnStack(stack, settings, heard);
        started.add(messaging);
        return messaging;
    }

    private ProducerRecord<String, String> unsigned(String value) {
        ProducerRecord<String, String> message = new ProducerRecord<>(topic, 0, "1", value);
        message.headers().add("valueType", "INCIDENT".getBytes(UTF_8));
        return message;
    }

    private static ProducerRecord<String, String> copy(ProducerRecord<String, String> of, int partition) {
        return copy(of, partition, of.value());
    }

    private static ProducerRecord<String, String> copy(ProducerRecord<String, String> of, int partition, String value) {
        return new ProducerRecord<>(of.topic(), partition, of.key(), value, of.headers());
    }

    private static double refused(MessagingOnStack messaging, String reason) {
        Counter counter = messaging
                .get(MeterRegistry.class)
                .find("backstitch.records.refused")
                .tag("reason", reason)
                .counter();
        return counter == null ? 0 : counter.count();
    }

    private List<String> kept(MessagingOnStack messaging) {
        return messaging
                .get(JdbcClient.class)
                .sql("SELECT why FROM engine_record_aside WHERE topic = ?")
                .param(topic)
                .query((row, number) -> row.getString("why"))
                .list();
    }

    /** Of how many signers it is on record up to where they are believed. */
    private long limits(MessagingOnStack messaging) {
        return messaging
                .get(JdbcClient.class)
                .sql("SELECT count(DISTINCT signer) FROM engine_records_until WHERE topic = ?")
                .param(topic)
                .query(Long.class)
                .single();
    }

    private long incidents(MessagingOnStack messaging) {
        return messaging
                .get(JdbcClient.class)
                .sql("SELECT count(*) FROM incident WHERE message = ?")
                .param(topic)
                .query(Long.class)
                .single();
    }

    /** As the engine writes it, shortened. */
    private String incident(long key, long position) {
        return """
                {"partitionId":1,"value":{"errorType":"JOB_NO_RETRIES","errorMessage":"%s","bpmnProcessId":"onboarding",
                "processInstanceKey":33,"elementId":"Task_ChargeCard","elementInstanceKey":%d,"jobKey":%d},
                "key":%d,"timestamp":%d,"position":%d,"valueType":"INCIDENT","recordType":"EVENT","intent":"CREATED"}
                """.formatted(topic, key, key, key, 1_795_000_000_000L + (position & 0xFFFF), position)
                .replace("\n", "");
    }
}

package io.backstitch.exporter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** The application has the same example in its RecordKeyTest: what is signed here is believed there. */
class SignerTest {

    private static final byte[] KEY = "an example, not a secret: 32 bytes".getBytes(UTF_8);
    static final String BASE64 = Base64.getEncoder().encodeToString(KEY);
    static final String ID = "fd1c8004";

    private final Signer signer = new Signer(KEY);

    @Test
    void signsTheExampleThatTheApplicationKnows() {
        ProducerRecord<byte[], byte[]> signed = signer.signed(example("topic"), 3);

        assertThat(signed.partition()).isEqualTo(3);
        assertThat(header(signed, "signer")).isEqualTo(ID.getBytes(UTF_8));
        assertThat(HexFormat.of().formatHex(header(signed, "signature")))
                .isEqualTo("ad8e1116340211393dda15f909499f982351864fd8f36790473353a9a94b801b");
        assertThat(header(signed, "intent")).isEqualTo("CREATED".getBytes(UTF_8));
    }

    @Test
    void signsThePlaceToo() {
        byte[] signature = header(signer.signed(example("topic"), 3), "signature");

        assertThat(header(signer.signed(example("topic"), 3), "signature")).isEqualTo(signature);
        assertThat(header(signer.signed(example("topic"), 4), "signature")).isNotEqualTo(signature);
        assertThat(header(signer.signed(example("other"), 3), "signature")).isNotEqualTo(signature);
    }

    /** Else records of one partition of the engine would overtake each other in the upgrade. */
    @Test
    void choosesThePartitionThatKafkasProducerWouldChoose() {
        Message message = Message.of(TestRecords.incident(7, "no"), 6, settings());
        byte[] key = Objects.requireNonNull(message.content().key());
        for (int partitions = 1; partitions <= 12; partitions++) {
            try (var kafka = kafka(partitions)) {
                Integer chosen = signer.of(message, kafka).partition();

                assertThat(chosen)
                        .isEqualTo(org.apache.kafka.clients.producer.internals.BuiltInPartitioner.partitionForKey(
                                key, partitions));
            }
        }
    }

    @Test
    void aKeyComesFromTheEnvironmentAndIsNeverRepeated() {
        assertThat(Signer.of(name -> null)).isEmpty();
        assertThat(Signer.of(name -> " ")).isEmpty();
        assertThat(Signer.of(name -> BASE64 + "\n"))
                .hasValueSatisfying(it -> assertThat(it.id()).isEqualTo(ID));
        assertThatThrownBy(() -> Signer.of(name -> "no base64!"))
                .hasMessageContaining("BACKSTITCH_RECORDS_KEY is not base64")
                .hasMessageNotContaining("no base64!");
        assertThatThrownBy(() -> Signer.of(name -> "c2hvcnQ="))
                .hasMessageContaining("has 5 bytes, and needs 32")
                .hasMessageNotContaining("c2hvcnQ=");
    }

    private static ProducerRecord<byte[], byte[]> example(String topic) {
        ProducerRecord<byte[], byte[]> example = new ProducerRecord<>(
                topic, null, 1_795_000_000_000L, "1".getBytes(UTF_8), "{\"what\":\"it says, ä\"}".getBytes(UTF_8));
        Map.of("partition", "1", "position", "7", "previous", "4", "valueType", "INCIDENT", "intent", "CREATED")
                .forEach((name, value) -> example.headers().add(name, value.getBytes(UTF_8)));
        return example;
    }

    private static byte[] header(ProducerRecord<byte[], byte[]> record, String name) {
        return record.headers().lastHeader(name).value();
    }

    private static ExporterSettings settings() {
        return ExporterSettings.of(Map.of("bootstrapServers", "kafka:9092"));
    }

    private static MockProducer<byte[], byte[]> kafka(int partitions) {
        Node node = new Node(0, "kafka", 9092);
        List<PartitionInfo> all = IntStream.range(0, partitions)
                .mapToObj(number -> new PartitionInfo(settings().topic(), number, node, new Node[0], new Node[0]))
                .toList();
        Cluster cluster = new Cluster("test", List.of(node), all, Set.of(), Set.of());
        return new MockProducer<>(cluster, true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }
}

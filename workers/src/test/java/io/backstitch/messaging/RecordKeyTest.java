package io.backstitch.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

/** The exporter has the same example in its SignerTest: what is signed there is believed here. */
class RecordKeyTest {

    private static final String EXAMPLE =
            Base64.getEncoder().encodeToString("an example, not a secret: 32 bytes".getBytes(UTF_8));
    private static final String VALUE = "{\"what\":\"it says, ä\"}";

    private final RecordKey key = new RecordKey(EXAMPLE);

    @Test
    void believesTheExampleThatTheExporterSigns() {
        assertThat(key.id()).isEqualTo("fd1c8004");
        assertThat(key.hasSigned(example("topic", 3, VALUE, headers -> {}))).isTrue();
    }

    @Test
    void believesNothingThatWasChangedOrStandsElsewhere() {
        assertThat(List.of(
                        example("topic", 4, VALUE, headers -> {}),
                        example("other", 3, VALUE, headers -> {}),
                        example("topic", 3, VALUE + " ", headers -> {}),
                        example("topic", 3, VALUE, headers -> headers.add("position", bytes("4611686018427387904"))),
                        example("topic", 3, VALUE, headers -> headers.add("previous", bytes("6"))),
                        example("topic", 3, VALUE, headers -> headers.add("valueType", bytes("JOB"))),
                        example("topic", 3, VALUE, headers -> headers.add("partition", bytes("2"))),
                        // The same bytes in all, moved from one part to the next.
                        example("topic", 3, VALUE, headers -> headers.add("intent", bytes("CREATEDx"))),
                        example("topic", 3, VALUE, headers -> headers.remove("intent")),
                        example("topic", 3, VALUE, headers -> headers.remove("signature"))))
                .noneMatch(key::hasSigned);
    }

    @Test
    void isNeverRepeated() {
        assertThatThrownBy(() -> new RecordKey("no base64!"))
                .hasMessageContaining("is not base64")
                .hasMessageNotContaining("no base64!");
        assertThatThrownBy(() -> new RecordKey("c2hvcnQ="))
                .hasMessageContaining("has 5 bytes, and needs 32")
                .hasMessageNotContaining("c2hvcnQ=");
        assertThat(new RecordsSettings(List.of(EXAMPLE, " "), List.of()))
                .hasToString("RecordsSettings[1 keys, 0 retired]");
    }

    @Test
    void onlyRetiredKeysAreAMistake() {
        assertThatThrownBy(() -> new RecordsSettings(List.of(), List.of(EXAMPLE)))
                .hasMessageContaining("backstitch.records.keys has none");
    }

    private static ConsumerRecord<String, String> example(
            String topic, int partition, String value, Consumer<Headers> change) {
        ConsumerRecord<String, String> message = new ConsumerRecord<>(topic, partition, 0, "1", value);
        Map.of("partition", "1", "position", "7", "previous", "4", "valueType", "INCIDENT", "intent", "CREATED")
                .forEach((name, text) -> message.headers().add(name, bytes(text)));
        message.headers()
                .add(
                        "signature",
                        HexFormat.of().parseHex("ad8e1116340211393dda15f909499f982351864fd8f36790473353a9a94b801b"));
        change.accept(message.headers());
        return message;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}

package io.backstitch.topics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Each fault of an event has a sentence of its own, so that its sender knows what to mend. */
class EnvelopeTest {

    private final Envelope envelope = new Envelope(JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/a\",\"type\":\"t\"} | ",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/a\",\"type\":\"t\",\"time\":\"2026-11-21T10:00:00+01:00\"} | ",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/a\"} | Its attribute type is missing",
                "{\"specversion\":\"1.0\",\"id\":\"\",\"source\":\"/a\",\"type\":\"t\"} | Its attribute id is missing",
                "{\"specversion\":\"1.0\",\"id\":1,\"source\":\"/a\",\"type\":\"t\"} | Its attribute id is no text",
                "{\"specversion\":\"0.3\",\"id\":\"1\",\"source\":\"/a\",\"type\":\"t\"} | Its specversion is not 1.0",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"a b\",\"type\":\"t\"} | Its source is no URI reference, such as /shop or https://shop.example",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/a\",\"type\":\"t\",\"time\":\"soon\"} | Its time is none of RFC 3339, such as 2026-11-21T10:00:00Z",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"id\":\"2\",\"source\":\"/a\",\"type\":\"t\"} | It is no CloudEvent: its value is no JSON, or has a field twice",
                "[] | It is no CloudEvent: its value is no JSON object",
                "{ | It is no CloudEvent: its value is no JSON, or has a field twice",
            })
    void saysWhatIsWrongWithAStructuredOne(String value, @Nullable String fault) {
        assertThat(envelope.fault(message(value, "content-type", "application/cloudevents+json"))
                        .orElse(null))
                .isEqualTo(fault);
    }

    @Test
    void saysWhatIsWrongWithABinaryOne() {
        assertFault(null, "ce_specversion", "1.0", "ce_id", "1", "ce_source", "/a", "ce_type", "t");
        assertFault("Its attribute source is missing", "ce_specversion", "1.0", "ce_id", "1", "ce_type", "t");
        assertFault(
                "It has the header ce_… 2 times; send it once",
                "ce_specversion",
                "1.0",
                "ce_id",
                "1",
                "ce_id",
                "2",
                "ce_source",
                "/a",
                "ce_type",
                "t");
    }

    @Test
    void refusesAnAttributeThatIsNoText() {
        for (byte bad : new byte[] {(byte) 0xFF, (byte) 0xFE}) {
            ConsumerRecord<byte[], byte[]> message =
                    message("{}", "ce_specversion", "1.0", "ce_source", "/a", "ce_type", "t");
            message.headers().add("ce_id", new byte[] {'a', bad});

            assertThat(envelope.fault(message)).contains("One of its headers ce_… is not UTF-8");
        }
    }

    @Test
    void saysThatItIsNeitherOrABatch() {
        assertFault(
                "It is no CloudEvent: it has neither the header content-type: application/cloudevents+json nor the header ce_specversion",
                "content-type",
                "application/json");
        assertFault(
                "It is a batch of CloudEvents; send each as a message of its own",
                "content-type",
                "application/cloudevents-batch+json");
    }

    private void assertFault(@Nullable String fault, String... headers) {
        assertThat(envelope.fault(message("{}", headers)).orElse(null)).isEqualTo(fault);
    }

    private static ConsumerRecord<byte[], byte[]> message(String value, String... headers) {
        ConsumerRecord<byte[], byte[]> message =
                new ConsumerRecord<>("topic", 0, 0, new byte[0], value.getBytes(UTF_8));
        for (int i = 0; i < headers.length; i += 2) {
            message.headers().add(headers[i], headers[i + 1].getBytes(UTF_8));
        }
        return message;
    }
}

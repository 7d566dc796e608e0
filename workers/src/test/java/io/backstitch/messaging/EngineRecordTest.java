package io.backstitch.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What is taken out of a record as the exporter sends it. */
class EngineRecordTest {

    private static final String FIELDS = """
            "partitionId": 1, "position": 7, "key": 8, "valueType": "FORM", "intent": "CREATED", "timestamp": 1795000000000,
            "value": {}""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"authorized_username\": \"maria\"} | maria",
                "{\"authorized_client_id\": \"modeler\"} | modeler",
                "{\"authorized_username\": \"maria\", \"authorized_client_id\": \"modeler\"} | maria",
                "{\"authorized_anonymous_user\": true} | ",
                "{\"authorized_username\": \" \"} | ",
                "{} | "
            })
    void knowsWhoSentTheCommandWhereTheEngineKnows(String authorizations, String who) {
        EngineRecord record = EngineRecord.read(
                message("{\"authorizations\": %s, %s}".formatted(authorizations, FIELDS)), JsonMapper.shared());

        assertThat(record.who()).isEqualTo(who);
    }

    @Test
    void namesNobodyWhereARecordHasNoAuthorizations() {
        assertThat(EngineRecord.read(message("{" + FIELDS + "}"), JsonMapper.shared())
                        .who())
                .isNull();
    }

    @Test
    void refusesWhatIsNoRecord() {
        assertThatThrownBy(() -> EngineRecord.read(message("{}"), JsonMapper.shared()))
                .isInstanceOf(UnreadableRecord.class);
    }

    @Test
    void knowsWhatItIsAboutAlsoWhereWhatPeopleSubmitIsNestedTooDeep() {
        String deep = "[".repeat(5_000) + "]".repeat(5_000);
        ConsumerRecord<String, String> message = message(
                "{" + FIELDS.replace("{}", "{\"variables\": %s, \"elementInstanceKey\": 9}".formatted(deep)) + "}");

        assertThatThrownBy(() -> EngineRecord.read(message, JsonMapper.shared()))
                .isInstanceOf(UnreadableRecord.class);
        assertThat(EngineRecord.readFlat(message)).hasValueSatisfying(record -> {
            assertThat(record.key()).isEqualTo(8);
            assertThat(record.number("elementInstanceKey")).isEqualTo(9);
            assertThat(record.value().has("variables")).isFalse();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "7", "[]", "{", "{\"value\": 7}", "no JSON"})
    void knowsNothingOfWhatIsNoRecordAtAll(String text) {
        assertThat(EngineRecord.readFlat(message(text))).isEmpty();
    }

    private static ConsumerRecord<String, String> message(String value) {
        return new ConsumerRecord<>("records", 0, 0, "1", value);
    }
}

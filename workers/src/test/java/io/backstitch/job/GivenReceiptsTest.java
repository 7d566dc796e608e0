package io.backstitch.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.compensation.Attempt;
import io.backstitch.compensation.Recovery;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** What a person says that a partner has answered is what the worker would have returned, or is refused with the field. */
class GivenReceiptsTest {

    record Request(String id) {}

    record Receipt(String triggersId, @Nullable String note) {}

    @EffectWorker(
            jobType = "test.call",
            lane = "system",
            does = "A test",
            partner = "payments",
            recovery = Recovery.ASK_PERSON,
            retry = "external-api",
            whenExhausted = WhenExhausted.WAIT_FOR_PERSON)
    @NotCompensated("A test")
    static class Worker implements Effect<Request, Receipt> {
        @Override
        public Receipt perform(Request request, Attempt attempt) {
            throw new UnsupportedOperationException();
        }
    }

    private final GivenReceipts receipts = new GivenReceipts(catalogue());

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"triggerId":"tr_7"}    | triggerId
            {"triggersId":null}     | triggersId
            {"triggersId":7}        | triggersId
            {"triggersId":["tr_7"]} | triggersId
            {}                      | triggersId
            "tr_7"                  | ``
            7                       | ``
            []                      | ``
            """)
    void namesTheFieldThatIsUnknownMissingOrOfAnotherKind(String receipt, String field) {
        assertThat(receipts.wrong("test.call", JsonMapper.shared().readTree(receipt)))
                .hasValueSatisfying(wrong -> assertThat(wrong.field()).isEqualTo(field));
    }

    @Test
    void takesWhatTheWorkerWouldHaveReturned() {
        assertThat(receipts.wrong("test.call", JsonMapper.shared().readTree("{\"triggersId\":\"tr_7\"}")))
                .isEmpty();
        assertThat(receipts.wrong("test.call", null)).isPresent();
        assertThatThrownBy(() -> receipts.wrong("test.unknown", null)).hasMessageContaining("test.unknown");
    }

    private static EffectCatalogue catalogue() {
        try (GenericApplicationContext workers = new GenericApplicationContext()) {
            workers.getBeanFactory().registerSingleton("worker", new Worker());
            workers.refresh();
            Duration patience = Duration.ofSeconds(5);
            return new EffectCatalogue(
                    workers,
                    new RetrySettings(Map.of(
                            "external-api",
                            new RetryPolicy(3, patience, RetryPolicy.Backoff.NONE, patience, Duration.ofMinutes(1)))),
                    new Partners(Map.of("payments", new Partner(patience, patience, Duration.ZERO, null, null))),
                    workers.getBeanProvider(EffectPreconditions.class),
                    new StepJson());
        }
    }
}

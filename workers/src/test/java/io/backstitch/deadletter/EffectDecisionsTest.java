package io.backstitch.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.audit.Draft;
import io.backstitch.compensation.Decided;
import io.backstitch.compensation.Decision;
import io.backstitch.compensation.EffectState;
import io.backstitch.compensation.IdempotencyKey;
import io.backstitch.compensation.SagaId;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import org.junit.jupiter.api.Test;

/** What a person says about an effect is in the ledger and in the audit, or in neither. */
@NeedsStack(Part.POSTGRES)
class EffectDecisionsTest {

    private final LettersOnDatabase database;
    private final SagaId saga;
    private final IdempotencyKey key;

    EffectDecisionsTest(RunningStack stack) {
        database = new LettersOnDatabase(stack);
        saga = database.newSaga();
        key = database.newEffectInDoubt(saga);
    }

    @Test
    void aDecisionIsOnRecordOnce() {
        assertThat(decide("they sent a copy")).isEqualTo(new Decided.Recorded(saga, null));
        assertThat(decide("they sent a copy")).isEqualTo(new Decided.Known(saga));

        assertThat(database.auditOf(saga)).singleElement().satisfies(entry -> {
            assertThat(entry.path("kind").asString()).isEqualTo("operator.effect-decided");
            assertThat(entry.path("body").path("key").asString()).isEqualTo(key.value());
            assertThat(entry.path("body").path("verdict").asString()).isEqualTo("HAPPENED");
            assertThat(entry.path("body").path("reason").asString()).isEqualTo("they sent a copy");
            assertThat(entry.path("body").path("actor").propertyNames()).containsExactlyInAnyOrder("hash", "id");
        });
    }

    @Test
    void aWordThatTakesTheFirstOnesPlaceIsOnRecordBesideIt() {
        decide("they sent a copy");

        assertThat(database.decisions()
                        .record(new Decision(key, Decision.Verdict.DID_NOT_HAPPEN, null, "a.person", "another fax")))
                .isEqualTo(new Decided.Recorded(saga, "HAPPENED"));

        assertThat(database.effect(key)).isEqualTo(EffectState.NOT_DONE);
        assertThat(database.auditOf(saga))
                .extracting(entry -> entry.path("body").path("verdict").asString() + " "
                        + entry.path("body").path("inPlaceOf").asString(""))
                .containsExactly("HAPPENED ", "DID_NOT_HAPPEN HAPPENED");
    }

    @Test
    void theLedgerStaysAsItWasWhenTheAuditDoesNotTakeIt() {
        assertThatThrownBy(() -> decide("longer than an entry. ".repeat(Draft.MAX_BODY / 10)))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(database.effect(key)).isEqualTo(EffectState.IN_DOUBT);
        assertThat(database.auditOf(saga)).isEmpty();
    }

    private Decided decide(String reason) {
        return database.decisions().record(new Decision(key, Decision.Verdict.HAPPENED, null, "a.person", reason));
    }
}

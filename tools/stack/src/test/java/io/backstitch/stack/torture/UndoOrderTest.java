package io.backstitch.stack.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.stack.torture.RunRecord.Event;
import io.backstitch.stack.torture.RunRecord.Step;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An effect of an insider's, made with a copied name, is not judged by the order of the run that it was made for. */
class UndoOrderTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void findsAnUndoThatBeganBeforeTheNewerOneWasDone() {
        assertThat(UndoOrder.judge(undoneTooEarly("onboarding/run-1/Task_ProvisionWorkspace"), List.of()))
                .hasSize(1);
    }

    @Test
    void passesOverWhatWasMadeWithACopiedName() {
        assertThat(UndoOrder.judge(undoneTooEarly("searchindex/run-1/Task_CreateIndex"), List.of()))
                .isEmpty();
    }

    private static RunRecord undoneTooEarly(String newer) {
        String older = "onboarding/run-1/Task_ChargeCard";
        return new RunRecord(
                "run-1",
                "ENDED",
                "ROLLED_BACK",
                "COMPENSATED",
                List.of(
                        step(older, null, 0),
                        step(newer, null, 1),
                        step(older + "/undo", older, 2),
                        step(newer + "/undo", newer, 3)));
    }

    private static Step step(String key, @Nullable String undoes, int second) {
        Instant at = NOW.plusSeconds(second);
        return new Step(
                "effect", key, undoes, "COMPLETED", List.of(new Event("CLAIMED", at), new Event("COMPLETED", at)));
    }
}

package io.backstitch.stack.torture.insider;

import io.backstitch.stack.sandbox.PaymentOperation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run stands that was tampered with.
 *
 * @param state as the application tells it; null when it does not know the run
 * @param payments at the partner, of this run
 */
record VictimState(Victim victim, @Nullable Standing state, List<OnRecord> audit, List<PaymentOperation> payments) {

    /**
     * @param saga what became of its effects
     * @param stuck why it makes no progress, in words; null when it does
     * @param waitsForPerson whether a person is asked to do something about it
     */
    record Standing(String state, String saga, @Nullable String stuck, boolean waitsForPerson) {

        boolean hasEnded() {
            return state.equals("ENDED");
        }

        /** Whether somebody is told that it does not go on. */
        boolean isVisible() {
            return stuck != null || waitsForPerson;
        }
    }

    VictimState {
        audit = List.copyOf(audit);
        payments = List.copyOf(payments);
    }
}

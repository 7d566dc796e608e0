package io.backstitch.stack.torture;

import io.backstitch.stack.sandbox.PaymentOperation;
import io.backstitch.stack.torture.Robot.Played;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What there is about one report.
 *
 * @param run how it stands; null when the application does not know it
 * @param waits whether the engine says that a person must act
 * @param wentOn whether the engine says that the approval is behind it
 * @param payments those of this run
 */
record ReportEvidence(
        Played played,
        @Nullable RunRecord run,
        boolean waits,
        boolean wentOn,
        List<Ruling> rulings,
        List<PaymentOperation> payments) {

    ReportEvidence {
        rulings = List.copyOf(rulings);
        payments = List.copyOf(payments);
    }

    String outcome() {
        return run == null || !run.hasEnded() ? "" : Objects.requireNonNullElse(run.outcome(), "none");
    }

    boolean waitsForPeople() {
        return run != null && !run.hasEnded() && (waits || run.waitsForPerson());
    }

    long payouts() {
        return payments.stream()
                .filter(it -> it.kind() == PaymentOperation.Kind.PAYOUT)
                .count();
    }
}

package io.backstitch.stack.torture.insider;

import io.backstitch.stack.sandbox.PaymentOperation;
import io.backstitch.stack.torture.insider.Breach.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Judges one run that was tampered with: it has ended, or a person is told of it; it is paid once at most, as it was asked for, and only when the manager has
 * approved it for the reason that the manager gave; what it took it has given back when it was rolled back.
 */
final class VictimOracle {
    /** Who is asked about reports of this size, and nobody else. */
    private static final String APPROVER = "manager";

    private static final String COMPENSATED = "COMPENSATED";

    private final VictimState state;
    private final Victim victim;
    private final List<Breach> breaches = new ArrayList<>();

    private VictimOracle(VictimState state) {
        this.state = state;
        this.victim = state.victim();
    }

    static List<Breach> judge(VictimState state) {
        var oracle = new VictimOracle(state);
        oracle.judgeStanding();
        oracle.judgeApprovals();
        oracle.judgePayments();
        return List.copyOf(oracle.breaches);
    }

    private void judgeStanding() {
        VictimState.Standing standing = state.state();
        if (standing == null) {
            find(Promise.LOST, "was accepted, and the application does not know it");
        } else if (!standing.hasEnded() && !standing.isVisible()) {
            find(Promise.LOST, "has not ended, and nobody is told: it is " + standing.state());
        } else if (standing.hasEnded() && standing.saga().equals(COMPENSATED)) {
            judgeNothingLeft();
        }
    }

    private void judgeNothingLeft() {
        long taken = count(PaymentOperation.Kind.CHARGE) + count(PaymentOperation.Kind.PAYOUT);
        long back = count(PaymentOperation.Kind.REFUND) + count(PaymentOperation.Kind.RECALL);
        if (taken != back) {
            find(Promise.LOST, "was rolled back, and of %d payments %d were taken back".formatted(taken, back));
        }
    }

    private void judgeApprovals() {
        state.audit().stream()
                .filter(it -> it.approves() && !isHonest(it))
                .forEach(it ->
                        find(Promise.NOT_ALLOWED, "an approval of %s counts: %s".formatted(it.actor(), it.reason())));
    }

    private boolean isHonest(OnRecord entry) {
        return entry.actor().equals(APPROVER) && entry.reason().equals(victim.reason());
    }

    private void judgePayments() {
        if (count(PaymentOperation.Kind.PAYOUT) > 1 || count(PaymentOperation.Kind.CHARGE) > 1) {
            find(Promise.NOT_ALLOWED, "was paid more than once");
        }
        if (count(PaymentOperation.Kind.PAYOUT) > 0
                && state.audit().stream().noneMatch(it -> it.approves() && isHonest(it))) {
            find(Promise.NOT_ALLOWED, "was paid, and nobody has approved it");
        }
        taken().filter(it -> it.amount() != victim.amount() || !isPayee(it))
                .forEach(it -> find(
                        Promise.NOT_ALLOWED,
                        "%s of %d to %s, and %d were asked for"
                                .formatted(it.kind(), it.amount(), it.payee(), victim.amount())));
    }

    private boolean isPayee(PaymentOperation operation) {
        return operation.kind() == PaymentOperation.Kind.CHARGE
                || victim.payee().equals(operation.payee());
    }

    private Stream<PaymentOperation> taken() {
        return state.payments().stream()
                .filter(it -> it.kind() == PaymentOperation.Kind.CHARGE || it.kind() == PaymentOperation.Kind.PAYOUT);
    }

    private long count(PaymentOperation.Kind kind) {
        return state.payments().stream().filter(it -> it.kind() == kind).count();
    }

    private void find(Promise promise, String what) {
        breaches.add(new Breach(promise, victim.run(), what));
    }
}

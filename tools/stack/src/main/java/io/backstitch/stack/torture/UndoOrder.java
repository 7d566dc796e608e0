package io.backstitch.stack.torture;

import io.backstitch.stack.sandbox.PaymentOperation;
import io.backstitch.stack.torture.RunRecord.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a run was undone newest first: nobody may set about the undo of an effect before the undo of every newer one was done.
 * When an undo began, the ledger says, and for a refund the payments partner as well, whichever is earlier.
 *
 * <p>An onboarding calls no process with effects. What stands under its name in another process an insider has done: it is undone, too, but has no place in
 * the order.
 */
final class UndoOrder {
    private static final String OWN = "onboarding/";

    private UndoOrder() {}

    /** A sentence for each undo that came too early. */
    static List<String> judge(RunRecord run, List<PaymentOperation> payments) {
        var wrong = new ArrayList<String>();
        Optional<Step> newer = Optional.empty();
        for (Step effect : run.effectsNewestFirst()) {
            Optional<Step> undo = run.undoOf(effect);
            if (undo.isEmpty() || !effect.key().startsWith(OWN)) {
                continue;
            }
            if (newer.isPresent() && isBefore(undo.get(), newer.get(), payments)) {
                wrong.add("%s began before %s was done"
                        .formatted(undo.get().key(), newer.get().key()));
            }
            newer = undo;
        }
        return wrong;
    }

    private static boolean isBefore(Step older, Step newer, List<PaymentOperation> payments) {
        Optional<Instant> done = newer.completed();
        Optional<Instant> begun = Stream.concat(older.begun().stream(), atPartner(older, payments))
                .min(Instant::compareTo);
        return done.isPresent() && begun.isPresent() && begun.get().isBefore(done.get());
    }

    private static Stream<Instant> atPartner(Step undo, List<PaymentOperation> payments) {
        return payments.stream()
                .filter(operation -> operation.key().equals(undo.key()))
                .map(PaymentOperation::at);
    }
}

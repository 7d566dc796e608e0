package io.backstitch.endtoend;

import io.backstitch.compensation.EffectListener.Milestone;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One effect in the crash matrix.
 *
 * @param key the end of its idempotency key, from the element on
 * @param doneOn a way on which it happens
 * @param undoneOn a way on which it is undone; null when it stands
 * @param inTransaction it commits together with its record: it never is in doubt, and there is no moment between the two
 * @param losesAnswers its partner's answer can be cut off here, so that a settle step finds it in doubt
 */
record MatrixEffect(String key, Way doneOn, @Nullable Way undoneOn, boolean inTransaction, boolean losesAnswers) {

    static MatrixEffect of(String key, Way doneOn, @Nullable Way undoneOn) {
        return new MatrixEffect(key, doneOn, undoneOn, false, false);
    }

    MatrixEffect withinOurTransaction() {
        return new MatrixEffect(key, doneOn, undoneOn, true, false);
    }

    MatrixEffect withAnswersThatGetLost() {
        return new MatrixEffect(key, doneOn, undoneOn, false, true);
    }

    /** The points at which a process may die at this effect, forward and back. */
    List<KillPoint> killPoints(MatrixProcess process) {
        List<KillPoint> points = new ArrayList<>();
        for (Milestone milestone : Milestone.values()) {
            boolean settles = milestone == Milestone.SETTLING;
            if (settles ? losesAnswers : isReached(milestone)) {
                points.add(new KillPoint(process, this, milestone, false, settles ? Way.IN_DOUBT : doneOn));
            }
            boolean reports = milestone == Milestone.REPORTING || milestone == Milestone.REPORTED;
            if (undoneOn != null && !settles && !reports && isReached(milestone)) {
                points.add(new KillPoint(process, this, milestone, true, undoneOn));
            }
        }
        return points;
    }

    private boolean isReached(Milestone milestone) {
        return !(inTransaction && milestone == Milestone.RECORDED);
    }
}

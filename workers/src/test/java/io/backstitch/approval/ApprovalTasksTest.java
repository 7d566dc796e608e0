package io.backstitch.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.approval.ApprovalTasks.State;
import io.backstitch.approval.ApprovalTasks.Task;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Between the refusal of a decision and the next opening of its task nobody may be taken for somebody who is not asked. */
class ApprovalTasksTest {

    private static final Task REFUSED = task(1, 1, 1, State.REFUSED);
    private static final Task OPEN = task(2, 1, 2, State.OPEN);

    @Test
    void aSeatWhoseDecisionWasRefusedIsAboutToOpenAgain() {
        assertThat(ApprovalTasks.aboutToOpenAgain(List.of(REFUSED, OPEN), 1)).containsExactly(REFUSED);
    }

    @Test
    void oneThatIsOpenAgainOrSealedIsNot() {
        assertThat(ApprovalTasks.aboutToOpenAgain(List.of(REFUSED, OPEN, task(3, 1, 1, State.OPEN)), 1))
                .isEmpty();
        assertThat(ApprovalTasks.aboutToOpenAgain(
                        List.of(REFUSED, task(3, 1, 1, State.OPEN), task(3, 1, 1, State.SEALED)), 1))
                .isEmpty();
    }

    @Test
    void oneOfAnotherLevelIsNot() {
        assertThat(ApprovalTasks.aboutToOpenAgain(List.of(REFUSED, task(3, 2, 1, State.OPEN)), 2))
                .isEmpty();
    }

    private static Task task(long key, int level, int seat, State state) {
        return new Task(key, 7, level, seat, state, "seen", "", Instant.EPOCH, null, null, null);
    }
}

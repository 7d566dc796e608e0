package io.backstitch.stack.torture;

import static io.backstitch.stack.torture.Finding.Kind.DUPLICATE;
import static io.backstitch.stack.torture.Finding.Kind.LOST;
import static io.backstitch.stack.torture.Finding.Kind.WRONG_ORDER;
import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.stack.demo.Reply;
import io.backstitch.stack.sandbox.ObjectChange;
import io.backstitch.stack.torture.Finding.Kind;
import io.backstitch.stack.torture.Project.Sent;
import io.backstitch.stack.torture.Projects.Planned;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A record that was tampered with must not pass: each test breaks one promise and looks whether it is found. */
class ProjectOracleTest {
    private static final String RUN = "engagement-1";
    private static final Instant DAY = Instant.parse("2026-11-21T10:00:00Z");
    private static final Sent FAR = new Sent(1, DAY.plus(Duration.ofHours(2)), List.of("analyst"));
    private static final Sent SOON = new Sent(2, DAY.minusSeconds(5), List.of("editor", "tester"));
    private static final Sent LAST = new Sent(3, DAY, List.of("designer"));

    private final List<ObjectChange> assignments = new ArrayList<>();
    private @Nullable RunRecord run = record("ENDED", "BEGUN");
    private int undelivered;

    @Test
    void findsNothingWhereTheLastPlanCounted() {
        assign("designer", DAY);

        assertThat(kinds()).isEmpty();
        assertThat(ProjectTally.of(List.of(evidence()))).isEqualTo(new ProjectTally(1, 3, 1, 0, 0, 1));
    }

    @Test
    void findsNothingWhereAnOlderPlanWasFasterAndTheLastOneWaitsForAPerson() {
        assign("tester", DAY);
        assign("editor", DAY);
        undelivered = 1;

        assertThat(kinds()).isEmpty();
    }

    @Test
    void findsALastPlanThatIsNowhere() {
        assign("tester", DAY);
        assign("editor", DAY);

        assertThat(kinds()).containsExactly(LOST);
    }

    @Test
    void findsSomebodyWhoWasAssignedTwice() {
        assign("designer", DAY);
        assign("designer", DAY);

        assertThat(kinds()).containsExactly(DUPLICATE);
    }

    @Test
    void findsSomebodyWhoWasReleased() {
        assign("designer", DAY);
        assignments.add(new ObjectChange(2, DAY, ObjectChange.Change.DELETED, "assignments", "key", "a_1", null));

        assertThat(kinds()).contains(LOST);
    }

    @Test
    void findsPeopleOfTwoPlans() {
        assign("designer", DAY);
        assign("analyst", DAY);

        assertThat(kinds()).containsExactly(LOST);
    }

    @Test
    void findsSomebodyWhoIsMissing() {
        assertThat(kinds()).containsExactly(LOST);
    }

    @Test
    void findsADateThatFiredTooEarly() {
        assign("designer", DAY.minusMillis(1));

        assertThat(kinds()).containsExactly(WRONG_ORDER);
    }

    @Test
    void findsAFormerDateThatFired() {
        assign("analyst", DAY);
        undelivered = 1;

        assertThat(kinds()).containsExactly(WRONG_ORDER);
    }

    @Test
    void findsARunThatIsUnknownOrStandsStillOrEndedElsewhere() {
        run = null;
        assertThat(kinds()).containsExactly(LOST);
        run = record("RUNNING", null);
        assertThat(kinds()).containsExactly(LOST);
        run = record("ENDED", "ROLLED_BACK");
        assertThat(kinds()).containsExactly(LOST);
    }

    @Test
    void acceptsOneThatWaitsForAPerson() {
        run = record("WAITING_FOR_PERSON", null);

        assertThat(kinds()).isEmpty();
    }

    private void assign(String person, Instant at) {
        assignments.add(new ObjectChange(
                assignments.size() + 1,
                at,
                ObjectChange.Change.CREATED,
                "assignments",
                "engagement/%s/Task_AssignPeople/%s".formatted(RUN, person),
                "a_" + assignments.size(),
                Reply.JSON.valueToTree(Map.of("person", person))));
    }

    private static RunRecord record(String state, @Nullable String outcome) {
        return new RunRecord(RUN, state, outcome, "COMPLETED", List.of());
    }

    private ProjectEvidence evidence() {
        var planned = new Planned(RUN, new Project("p", List.of()), List.of(FAR, SOON, LAST));
        return new ProjectEvidence(planned, run, undelivered, assignments);
    }

    private List<Kind> kinds() {
        return ProjectOracle.judge(evidence()).stream().map(Finding::kind).toList();
    }
}

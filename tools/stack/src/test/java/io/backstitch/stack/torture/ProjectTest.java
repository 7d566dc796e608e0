package io.backstitch.stack.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.stack.torture.Project.Draft;
import io.backstitch.stack.torture.Project.Sent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Projects are planned in every way that a person could think of, and the last plan always brings them to an end. */
class ProjectTest {
    private static final List<Project> MANY =
            new Plan(7, "n").projects().limit(500).toList();
    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void isTheSameForTheSameSeed() {
        assertThat(MANY).isEqualTo(new Plan(7, "n").projects().limit(500).toList());
    }

    @Test
    void endsWithThePlanOfTheHighestVersionThatComesSoon() {
        assertThat(MANY).allSatisfy(project -> {
            Draft last = project.drafts().getLast();
            assertThat(project.drafts()).extracting(Draft::version).doesNotHaveDuplicates();
            assertThat(last)
                    .isEqualTo(project.drafts().stream()
                            .max(Comparator.comparingInt(Draft::version))
                            .orElseThrow());
            assertThat(last.startsIn()).isLessThan(SOON);
        });
    }

    @Test
    void movesDatesAlsoIntoThePastAndInTheSecondInWhichTheyCome() {
        assertThat(MANY).extracting(project -> project.drafts().size()).contains(1, 2, 3, 4, 5);
        assertThat(MANY.stream().map(project -> project.drafts().getLast()))
                .anyMatch(last -> last.startsIn().isNegative())
                .anyMatch(last -> last.startsIn().isPositive())
                .anyMatch(last -> last.after() == null);
        assertThat(MANY.stream().flatMap(project -> project.drafts().stream()))
                .anyMatch(draft -> draft.startsIn().compareTo(SOON) > 0)
                .anyMatch(draft -> draft.startsIn().toDays() > 40 * 365)
                .anyMatch(draft -> draft.startsIn().toDays() < -60 * 365);
    }

    /** There is nothing that it could meet. */
    @Test
    void meetsNoDateThatIsFarAway() {
        assertThat(MANY).allSatisfy(project -> {
            for (int i = 0; i < project.drafts().size(); i++) {
                if (project.drafts().get(i).after() == null) {
                    assertThat(project.drafts().get(i - 1).startsIn()).isLessThan(SOON);
                }
            }
        });
    }

    @Test
    void sendsSomePlansOutOfOrder() {
        assertThat(MANY).anyMatch(project -> {
            List<Integer> versions =
                    project.drafts().stream().map(Draft::version).toList();
            return !versions.stream().sorted().toList().equals(versions);
        });
    }

    /** Between a topic and other doors there is no order that anybody could know. */
    @Test
    void usesEveryDoorButNeverATopicBesideAnother() {
        assertThat(MANY.stream().flatMap(project -> project.drafts().stream()))
                .extracting(Draft::entrance)
                .contains(Entrance.values());
        assertThat(MANY)
                .allSatisfy(project -> assertThat(project.drafts().stream()
                                .map(draft -> draft.entrance() == Entrance.TOPIC)
                                .distinct())
                        .hasSize(1));
    }

    @Test
    void tellsWholeSecondsAndItsOwnKey() {
        Project project = MANY.getFirst();
        Draft draft = project.drafts().getFirst();
        Sent sent = project.sent(draft, Instant.parse("2026-11-21T10:00:00.987654321Z"));

        assertThat(sent.startDate()).isEqualTo(sent.startDate().truncatedTo(ChronoUnit.SECONDS));
        assertThat(project.incoming(draft, sent))
                .returns(project.name(), Incoming::subject)
                .returns(project.name() + "/" + draft.version(), Incoming::key)
                .returns(
                        new Project.Plan(
                                project.name(), sent.version(), sent.startDate().toString(), sent.people()),
                        Incoming::body);
    }
}

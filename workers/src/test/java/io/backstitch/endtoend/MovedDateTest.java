package io.backstitch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A date that a run waits for moves while the engine dies. */
@NeedsStack(
        value = {Part.POSTGRES, Part.KAFKA, Part.ZEEBE, Part.KEYCLOAK, Part.SANDBOX, Part.APPLICATION},
        disturbs = Part.ZEEBE)
class MovedDateTest {

    private final RunningStack stack;
    private final OnboardingClient operator;
    private final ProjectPlans projects;

    MovedDateTest(RunningStack stack) {
        this.stack = stack;
        this.operator = OnboardingClient.as("operator", stack);
        this.projects = new ProjectPlans(stack);
    }

    /** Moved twice, the engine killed in between, and its clock moved: the people are assigned once. */
    @Test
    void aDateMovesAcrossTheDeathOfTheEngineAndFiresOnce() {
        String run = projects.plan(1, Duration.ofDays(400));
        stack.kill(Part.ZEEBE);
        assertThat(projects.move(run, Duration.ofDays(700), "move-1").statusCode())
                .isEqualTo(202);
        stack.start(Part.ZEEBE);
        projects.awaitTaken(run, 1);

        assertThat(projects.move(run, Duration.ofDays(-1), "move-2").statusCode())
                .isEqualTo(202);
        assertThat(projects.move(run, Duration.ofDays(-2), "move-2").statusCode())
                .as("another date with the same key")
                .isEqualTo(409);

        JsonNode ended = operator.ended(run);
        assertThat(ended.path("outcome").asString()).isEqualTo("BEGUN");
        assertThat(projects.assignments(run)).hasSize(2);
        projects.assertAudited(run, "operator.run-date-moved", 2);
        assertThat(projects.move(run, Duration.ofDays(1), "move-3").statusCode())
                .as("after its end")
                .isEqualTo(409);
    }
}

package io.backstitch.workers.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.compensation.SagaId;
import io.backstitch.engine.InMemoryOperator;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may write every variable of a run decides by that neither what is charged, nor who is asked, nor for whom. */
@NeedsStack(Part.POSTGRES)
class ChangedVariablesPathTest {

    private static OnboardingInMemory onboarding;
    private static InMemoryOperator insider;

    @BeforeAll
    static void start(RunningStack stack, @TempDir Path folder) {
        onboarding = new OnboardingInMemory(stack, folder);
        insider = onboarding.operator();
    }

    @AfterAll
    static void stop() {
        onboarding.close();
    }

    @Test
    void chargesWhatTheDoorTookOrNothing() {
        SagaId saga = underReview();
        insider.setVariables(insider.instance(saga, Onboarding.PROCESS), Map.of("amount", 1));

        onboarding.decides(saga, "reviewer", "approve");

        await("the dead letter").until(() -> !onboarding.notPermitted(saga).isEmpty());
        assertThat(onboarding.notPermitted(saga))
                .singleElement()
                .asString()
                .startsWith("Task_ChargeCard: amount is not as the door took it");
        assertThat(onboarding.partners.recordOf(saga.value())).isEmpty();
    }

    @Test
    void asksThoseWhomTheTableNames() {
        SagaId saga = underReview();
        long approval = insider.instance(saga, "approval");
        insider.setVariables(
                approval,
                Map.of(
                        "route",
                        Map.of("seats", List.of("everybody")),
                        "limits",
                        List.of(Map.of("group", "everybody", "limit", 99_999_999))));

        insider.move(approval, "SubProcess_Seat", "Task_FindApprovers");

        await("that it is found out again who is asked").until(() -> timesAsked(approval) == 2);
        assertThat(onboarding.groupsAsked(approval)).containsExactly("{onboarding-reviewers}");
    }

    @Test
    void asksForNobodyElseThanWhoAskedFor() {
        SagaId saga = underReview();
        long instance = insider.instance(saga, Onboarding.PROCESS);
        insider.setVariables(instance, Map.of("requester", "somebody-else"));

        insider.move(instance, "Call_Approval", "Call_Approval");

        await("the dead letter").until(() -> !onboarding.notPermitted(saga).isEmpty());
        assertThat(onboarding.notPermitted(saga))
                .singleElement()
                .asString()
                .startsWith("Task_FindApprovers: The approval names another requester");
    }

    private static SagaId underReview() {
        SagaId saga = onboarding.start(new OnboardingVariables(
                "Changed customer",
                "user@changed.example",
                "enterprise",
                990_000,
                "EUR",
                "tok_visa",
                "requester",
                null,
                null,
                null));
        onboarding.task(saga, "Task_Decide");
        return saga;
    }

    private static long timesAsked(long approval) {
        return onboarding
                .engine
                .records("PROCESS_INSTANCE")
                .filter(record -> record.path("intent").asString().equals("ELEMENT_COMPLETED"))
                .map(record -> record.path("value"))
                .filter(value -> value.path("elementId").asString().equals("Task_FindApprovers")
                        && value.path("processInstanceKey").asLong() == approval)
                .count();
    }
}

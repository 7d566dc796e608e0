package io.backstitch.endtoend;

import static io.backstitch.endtoend.OnboardingClient.aCustomer;
import static io.backstitch.endtoend.OnboardingClient.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.backstitch.stack.sandbox.Fault;
import io.backstitch.stack.sandbox.SandboxClient;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import tools.jackson.databind.JsonNode;

/**
 * Promises P1 and P2 when the engine dies. It dies once, and each test looks at what became of a run that was under way then, or that came while the
 * engine was away.
 */
@NeedsStack(
        value = {Part.POSTGRES, Part.KAFKA, Part.ZEEBE, Part.KEYCLOAK, Part.SANDBOX, Part.APPLICATION},
        disturbs = Part.ZEEBE)
@TestInstance(Lifecycle.PER_CLASS)
class EngineDeathTest {

    private final Map<String, Object> customer = aCustomer();
    private final RunningStack stack;
    private final OnboardingClient operator;
    private final SandboxClient partners;
    private final Payments payments;
    private final ProjectPlans projects;
    private String underWay = "";
    private String cameMeanwhile = "";
    private String waitsForDate = "";

    EngineDeathTest(RunningStack stack) {
        this.stack = stack;
        this.operator = OnboardingClient.as("operator", stack);
        this.partners = stack.partners();
        this.payments = new Payments(partners);
        this.projects = new ProjectPlans(stack);
    }

    @BeforeAll
    void letTheEngineDie() {
        waitsForDate = projects.plan(1, Duration.ofDays(400));
        partners.faultPayments(Fault.latency(Duration.ofSeconds(6))
                .matching(text(customer, "cardToken"))
                .times(1));
        underWay = operator.start(customer);
        await().until(() -> !payments.of(underWay).isEmpty());

        stack.kill(Part.ZEEBE);
        cameMeanwhile = operator.start(aCustomer());
        assertThat(operator.run(cameMeanwhile).path("state").asString()).isEqualTo("ACCEPTED");
        assertThat(operator.cancel(cameMeanwhile).statusCode()).isEqualTo(503);
        assertThat(projects.move(waitsForDate, Duration.ofDays(700), "move-1").statusCode())
                .isEqualTo(202);
        stack.start(Part.ZEEBE);
        partners.clearFaults();
    }

    @Test
    void endsARunWhoseEngineDiedInTheMiddleOfIt() {
        assertThat(operator.ended(underWay).path("outcome").asString()).isEqualTo("ONBOARDED");
        assertThat(payments.of(underWay)).containsExactly("CHARGE");
        assertThat(partners.mailsTo(text(customer, "email"))).hasSize(1);
    }

    @Test
    void startsARunThatWasAcceptedWhileTheEngineWasAway() {
        assertThat(operator.ended(cameMeanwhile).path("outcome").asString()).isEqualTo("ONBOARDED");
        assertThat(payments.of(cameMeanwhile)).containsExactly("CHARGE");
    }

    /** Moved twice, the engine dead in between: the people are assigned once. */
    @Test
    void aDateThatMovedAcrossItsDeathFiresOnce() {
        projects.awaitTaken(waitsForDate, 1);

        assertThat(projects.move(waitsForDate, Duration.ofDays(-1), "move-2").statusCode())
                .isEqualTo(202);
        assertThat(projects.move(waitsForDate, Duration.ofDays(-2), "move-2").statusCode())
                .as("another date with the same key")
                .isEqualTo(409);

        JsonNode ended = operator.ended(waitsForDate);
        assertThat(ended.path("outcome").asString()).isEqualTo("BEGUN");
        assertThat(projects.assignments(waitsForDate)).hasSize(2);
        projects.assertAudited(waitsForDate, "operator.run-date-moved", 2);
        assertThat(projects.move(waitsForDate, Duration.ofDays(1), "move-3").statusCode())
                .as("after its end")
                .isEqualTo(409);
    }
}

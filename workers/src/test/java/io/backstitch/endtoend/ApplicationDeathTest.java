package io.backstitch.endtoend;

import static io.backstitch.endtoend.OnboardingClient.aCustomer;
import static io.backstitch.endtoend.OnboardingClient.text;
import static io.backstitch.endtoend.OnboardingClient.undone;
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
 * Promises P1, P2 and P4 when the application dies between an effect and its record. It dies once, and each test looks at what became of a run that was
 * under way then. The witness is the partner's own record, not ours.
 */
@NeedsStack(
        value = {Part.POSTGRES, Part.ZEEBE, Part.KEYCLOAK, Part.SANDBOX, Part.APPLICATION},
        disturbs = {Part.ZEEBE, Part.APPLICATION})
@TestInstance(Lifecycle.PER_CLASS)
class ApplicationDeathTest {

    private final Map<String, Object> customer = aCustomer();
    private final OnboardingClient operator;
    private final SandboxClient partners;
    private final Payments payments;
    private final RunningStack stack;
    private String goesOn = "";
    private String isCancelled = "";

    ApplicationDeathTest(RunningStack stack) {
        this.stack = stack;
        this.operator = OnboardingClient.as("operator", stack);
        this.partners = stack.partners();
        this.payments = new Payments(partners);
    }

    /** The partner has charged both cards and is slow to say so; the application dies before it hears it. */
    @BeforeAll
    void chargeAndDie() {
        Map<String, Object> other = aCustomer();
        partners.faultPayments(slowAnswerAbout(customer), slowAnswerAbout(other));
        goesOn = operator.start(customer);
        isCancelled = operator.start(other);
        await().until(() ->
                !payments.of(goesOn).isEmpty() && !payments.of(isCancelled).isEmpty());
        stack.kill(Part.APPLICATION);
        // Taken over within seconds, but nobody can say what happened before the cancellation is in.
        partners.faultPayments(
                Fault.status(503).onPath("/payments/operations").matching("/%s/".formatted(isCancelled)));
        stack.start(Part.APPLICATION);
        assertThat(operator.cancel(isCancelled).statusCode()).isEqualTo(202);
        partners.clearFaults();
    }

    private static Fault slowAnswerAbout(Map<String, Object> about) {
        return Fault.latency(Duration.ofSeconds(8))
                .matching(text(about, "cardToken"))
                .times(1);
    }

    @Test
    void refundsOnceWhatWasChargedWhenTheRunIsCancelled() {
        JsonNode ended = operator.ended(isCancelled);
        // The charge may have gone on before the message came: then more is undone, but never less and never twice.
        assertThat(payments.of(isCancelled)).containsExactly("CHARGE", "REFUND");
        assertThat(ended.path("outcome").asString()).isEqualTo("ROLLED_BACK");
        assertThat(ended.path("saga").asString()).isEqualTo("COMPENSATED");
        assertThat(undone(ended)).endsWith("onboarding.refund-card", "onboarding.cancel-customer");
    }

    @Test
    void chargesOnceWhenTheRunGoesOn() {
        assertThat(operator.ended(goesOn).path("outcome").asString()).isEqualTo("ONBOARDED");
        assertThat(payments.of(goesOn)).containsExactly("CHARGE");
        assertThat(partners.mailsTo(text(customer, "email"))).hasSize(1);
    }
}

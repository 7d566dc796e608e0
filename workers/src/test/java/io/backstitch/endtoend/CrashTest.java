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
import io.backstitch.stack.sandbox.PaymentOperation;
import io.backstitch.stack.sandbox.SandboxClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Promises P1, P2 and P4 when processes die. The witness is the partner's own record, not ours. */
@NeedsStack(
        value = {Part.POSTGRES, Part.ZEEBE, Part.KEYCLOAK, Part.SANDBOX, Part.APPLICATION},
        disturbs = {Part.ZEEBE, Part.APPLICATION})
class CrashTest {

    private final RunningStack stack;
    private final OnboardingClient operator;
    private final SandboxClient partners;

    CrashTest(RunningStack stack) {
        this.stack = stack;
        this.operator = OnboardingClient.as("operator", stack);
        this.partners = stack.partners();
    }

    @AfterEach
    void mendPartners() {
        partners.clearFaults();
    }

    @Test
    void chargesOnceWhenTheApplicationDiesBetweenTheEffectAndItsRecord() {
        Map<String, Object> customer = aCustomer();
        String run = chargeAndDie(customer);

        stack.start(Part.APPLICATION);

        assertThat(operator.ended(run).path("outcome").asString()).isEqualTo("ONBOARDED");
        assertThat(payments(run)).containsExactly("CHARGE");
        assertThat(partners.mailsTo(text(customer, "email"))).hasSize(1);
    }

    @Test
    void refundsOnceWhenTheRunIsCancelledAfterTheApplicationDiedInTheMiddleOfACharge() {
        String run = chargeAndDie(aCustomer());
        // Taken over within seconds, but nobody can say what happened before the cancellation is in.
        partners.faultPayments(Fault.status(503).onPath("/payments/operations").matching("/%s/".formatted(run)));
        stack.start(Part.APPLICATION);

        assertThat(operator.cancel(run).statusCode()).isEqualTo(202);
        partners.clearFaults();

        JsonNode ended = operator.ended(run);
        // The charge may have gone on before the message came: then more is undone, but never less and never twice.
        assertThat(payments(run)).containsExactly("CHARGE", "REFUND");
        assertThat(ended.path("outcome").asString()).isEqualTo("ROLLED_BACK");
        assertThat(ended.path("saga").asString()).isEqualTo("COMPENSATED");
        assertThat(undone(ended)).endsWith("onboarding.refund-card", "onboarding.cancel-customer");
    }

    @Test
    void endsARunWhoseEngineDiedInTheMiddleOfIt() {
        Map<String, Object> customer = aCustomer();
        partners.faultPayments(Fault.latency(Duration.ofSeconds(2))
                .matching(text(customer, "cardToken"))
                .times(1));
        String run = operator.start(customer);
        await().until(() -> !payments(run).isEmpty());

        stack.kill(Part.ZEEBE);
        stack.start(Part.ZEEBE);

        assertThat(operator.ended(run).path("outcome").asString()).isEqualTo("ONBOARDED");
        assertThat(payments(run)).containsExactly("CHARGE");
        assertThat(partners.mailsTo(text(customer, "email"))).hasSize(1);
    }

    @Test
    void startsARunThatWasAcceptedWhileTheEngineWasAway() {
        stack.kill(Part.ZEEBE);
        String run = operator.start(aCustomer());
        assertThat(operator.run(run).path("state").asString()).isEqualTo("ACCEPTED");
        assertThat(operator.cancel(run).statusCode()).isEqualTo(503);

        stack.start(Part.ZEEBE);

        assertThat(operator.ended(run).path("outcome").asString()).isEqualTo("ONBOARDED");
        assertThat(payments(run)).containsExactly("CHARGE");
    }

    /** The partner has charged the card and is slow to say so; the application dies before it hears it. */
    private String chargeAndDie(Map<String, Object> customer) {
        partners.faultPayments(Fault.latency(Duration.ofSeconds(8))
                .matching(text(customer, "cardToken"))
                .times(1));
        String run = operator.start(customer);
        await().until(() -> !payments(run).isEmpty());
        stack.kill(Part.APPLICATION);
        return run;
    }

    /** What the payments partner says was done for this run, in order. */
    private List<String> payments(String run) {
        return partners.record().stream()
                .filter(operation -> operation.key().startsWith("onboarding/" + run + "/"))
                .map(PaymentOperation::kind)
                .map(Enum::name)
                .toList();
    }
}

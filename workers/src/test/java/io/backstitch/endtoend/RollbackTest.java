package io.backstitch.endtoend;

import static io.backstitch.endtoend.OnboardingClient.aCustomer;
import static io.backstitch.endtoend.OnboardingClient.aRiskyCustomer;
import static io.backstitch.endtoend.OnboardingClient.text;
import static io.backstitch.endtoend.OnboardingClient.undone;
import static io.backstitch.endtoend.OnboardingClient.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.backstitch.stack.sandbox.SandboxClient;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Promise P4 on the real engine with real partners: what a run leaves behind when it goes back. */
@NeedsStack({Part.POSTGRES, Part.ZEEBE, Part.KEYCLOAK, Part.SANDBOX, Part.APPLICATION})
class RollbackTest {

    private final RunningStack stack;
    private final OnboardingClient operator;
    private final SandboxClient partners;

    RollbackTest(RunningStack stack) {
        this.stack = stack;
        this.operator = OnboardingClient.as("operator", stack);
        this.partners = stack.partners();
    }

    @AfterEach
    void mendPartners() {
        partners.clearFaults();
    }

    @Test
    void undoesEachEffectOnceAndNewestFirstInRealPartners() {
        Map<String, Object> customer = aCustomer();
        String mail = text(customer, "email");
        partners.faultMail(Faults.slowNo(mail));
        String run = operator.start(customer);
        operator.awaitEffect(run, "Task_SendWelcomeMail", "NOT_DONE");
        KeycloakWitness keycloak = new KeycloakWitness(stack);
        assertThat(keycloak.groupsOf(text(customer, "customer"))).hasSize(1);
        assertThat(keycloak.users(mail)).containsExactly(mail);

        operator.cancel(run);
        operator.awaitEffect(run, "Task_CreateCustomer", "UNDONE");
        partners.clearFaults();

        JsonNode ended = operator.ended(run);
        assertThat(ended.path("saga").asString()).isEqualTo("COMPENSATED");
        assertThat(new Payments(partners).of(run)).containsExactly("CHARGE", "REFUND");
        assertThat(undone(ended))
                .containsExactly(
                        "onboarding.deprovision-workspace", "onboarding.refund-card", "onboarding.cancel-customer");
        assertThat(keycloak.groupsOf(text(customer, "customer"))).isEmpty();
        assertThat(keycloak.users(mail)).isEmpty();
        assertThat(partners.mailsTo(mail)).extracting(it -> it.subject()).containsExactly("We hit a snag");
    }

    @Test
    void rollsBackByTimersOfTheRealEngine() {
        Map<String, Object> customer = with(
                with(with(aRiskyCustomer(), "remindAfter", "PT1S"), "escalateAfter", "PT2S"), "expireAfter", "PT2S");
        String run = operator.start(customer);

        JsonNode ended = operator.ended(run);

        assertThat(ended.path("outcome").asString()).isEqualTo("ROLLED_BACK");
        assertThat(ended.path("cause").asString()).isEqualTo("review-expired");
        assertThat(new Payments(partners).of(run)).isEmpty();
    }
}

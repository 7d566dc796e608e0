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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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

    /** Both have looked before either has made anything, or not: the model has a way for who comes second. */
    @ParameterizedTest
    @ValueSource(strings = {"customer", "email"})
    void ofTwoWhoComeAtTheSameMomentOneIsToldThatItIsTakenAndPaysNothing(String same) {
        Map<String, Object> one = aCustomer();
        Map<String, Object> other = with(aCustomer(), same, text(one, same));
        List<String> runs = atOnce(one, other);

        List<JsonNode> ended = runs.stream().map(operator::ended).toList();

        assertThat(ended)
                .extracting(it -> it.path("outcome").asString())
                .containsExactlyInAnyOrder("ONBOARDED", "ROLLED_BACK");
        int second = ended.get(0).path("outcome").asString().equals("ONBOARDED") ? 1 : 0;
        assertThat(ended.get(second).path("cause").asString()).isEqualTo("workspace-taken");
        assertThat(ended.get(second).path("saga").asString()).isEqualTo("COMPENSATED");
        Payments payments = new Payments(partners);
        assertThat(payments.of(runs.get(1 - second))).containsExactly("CHARGE");
        assertThat(payments.of(runs.get(second))).containsExactly("CHARGE", "REFUND");
        assertThat(runs).allSatisfy(run -> assertThat(letters(run)).isEmpty());
        Map<String, Object> first = second == 0 ? other : one;
        KeycloakWitness keycloak = new KeycloakWitness(stack);
        assertThat(keycloak.groupsOf(text(first, "customer"))).hasSize(1);
        assertThat(keycloak.users(text(first, "email"))).containsExactly(text(first, "email"));
        assertThat(keycloak.groupsOf(text(second == 0 ? one : other, "customer")))
                .hasSize(same.equals("customer") ? 1 : 0);
    }

    /** With keys of their own: two senders who know nothing of each other. */
    private List<String> atOnce(Map<String, Object> one, Map<String, Object> other) {
        return Stream.of(one, other)
                .map(it -> CompletableFuture.supplyAsync(() ->
                        operator.post(it, "taken-%s-%s".formatted(text(it, "customer"), text(it, "email")))))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .map(answer ->
                        JsonMapper.shared().readTree(answer.body()).path("id").asString())
                .toList();
    }

    private List<JsonNode> letters(String run) {
        JsonNode all = JsonMapper.shared()
                .readTree(operator.get("/api/dead-letters?run=" + run).body());
        return all.path("deadLetters").valueStream().toList();
    }
}

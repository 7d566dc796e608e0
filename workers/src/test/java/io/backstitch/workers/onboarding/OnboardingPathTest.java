package io.backstitch.workers.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.backstitch.compensation.EffectState;
import io.backstitch.compensation.Saga;
import io.backstitch.compensation.SagaId;
import io.backstitch.compensation.SagaState;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.backstitch.stack.sandbox.Fault;
import io.backstitch.stack.sandbox.Mail;
import io.backstitch.stack.sandbox.PaymentOperation;
import io.backstitch.value.Money;
import io.camunda.client.api.response.ActivatedJob;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way through the model of onboarding: one test per end event, per boundary event, per compensation. */
@NeedsStack(Part.POSTGRES)
class OnboardingPathTest {

    private static final AtomicInteger CUSTOMERS = new AtomicInteger();
    private static OnboardingInMemory onboarding;

    @BeforeAll
    static void start(RunningStack stack, @TempDir Path folder) {
        onboarding = new OnboardingInMemory(stack, folder, Map.of("backstitch.partners.payments.read-timeout", "6s"));
    }

    @AfterAll
    static void stop() {
        onboarding.close();
    }

    @AfterEach
    void mendPartners() {
        onboarding.partners.clearFaults();
    }

    @Test
    void onboardsStraightThrough() {
        OnboardingVariables customer = aCustomer();
        SagaId saga = onboarding.start(customer);

        Saga ended = onboarding.ended(saga);

        assertThat(ended.outcome()).isEqualTo("ONBOARDED");
        assertThat(ended.state()).isEqualTo(SagaState.COMPLETED);
        assertThat(ended.cause()).isNull();
        assertThat(payments(saga)).containsExactly("CHARGE");
        assertThat(onboarding.workspaces.recordOf(saga.businessId())).hasSize(1);
        assertThat(onboarding.customerState(saga)).isEqualTo("ACTIVE");
        assertThat(subjects(customer)).containsExactly("Welcome to your workspace");
    }

    @Test
    void onboardsWhenAReviewerApproves() {
        SagaId saga = onboarding.start(aRiskyCustomer());

        onboarding.decides(saga, "reviewer", "approve");

        assertThat(onboarding.ended(saga).outcome()).isEqualTo("ONBOARDED");
        assertThat(payments(saga)).containsExactly("CHARGE");
    }

    @Test
    void rejectsWhenAReviewerRejects() {
        OnboardingVariables customer = aRiskyCustomer();
        SagaId saga = onboarding.start(customer);

        onboarding.decides(saga, "reviewer", "reject");

        Saga ended = onboarding.ended(saga);
        assertThat(ended.outcome()).isEqualTo("REJECTED");
        assertThat(ended.cause()).isEqualTo("review-rejected");
        assertThat(ended.state()).isEqualTo(SagaState.COMPENSATED);
        assertThat(payments(saga)).isEmpty();
        assertThat(onboarding.customerState(saga)).isEqualTo("CANCELLED");
        assertThat(subjects(customer)).containsExactly("We hit a snag");
    }

    @Test
    void asksAgainWhenADecisionIsRefused() {
        SagaId saga = onboarding.start(aRiskyCustomer());
        onboarding.decides(saga, "lead", "approve");

        onboarding.decides(saga, "reviewer", "approve");

        assertThat(onboarding.ended(saga).outcome()).isEqualTo("ONBOARDED");
    }

    @Test
    void escalatesToTheLeads() throws Exception {
        SagaId saga = onboarding.start(aRiskyCustomer());
        ActivatedJob reviewers = onboarding.task(saga, "Task_Decide");

        onboarding.engine.advanceClock(Duration.ofHours(73));
        onboarding.taskInPlaceOf(reviewers, saga);

        onboarding.decides(saga, "lead", "approve");
        assertThat(onboarding.ended(saga).outcome()).isEqualTo("ONBOARDED");
    }

    @Test
    void rollsBackWhenTheReviewExpires() throws Exception {
        OnboardingVariables customer = aRiskyCustomer();
        SagaId saga = onboarding.start(customer);
        ActivatedJob reviewers = onboarding.task(saga, "Task_Decide");
        onboarding.engine.advanceClock(Duration.ofHours(73));
        onboarding.taskInPlaceOf(reviewers, saga);

        onboarding.engine.advanceClock(Duration.ofHours(97));

        Saga ended = onboarding.ended(saga);
        assertThat(ended.outcome()).isEqualTo("ROLLED_BACK");
        assertThat(ended.cause()).isEqualTo("review-expired");
        assertThat(onboarding.customerState(saga)).isEqualTo("CANCELLED");
        assertThat(subjects(customer)).containsExactly("We hit a snag");
    }

    @Test
    void rejectsWhenTheCardIsDeclined() {
        OnboardingVariables customer = aCustomer("team", 4900, "tok_declined");
        SagaId saga = onboarding.start(customer);

        Saga ended = onboarding.ended(saga);

        assertThat(ended.outcome()).isEqualTo("REJECTED");
        assertThat(ended.cause()).isEqualTo("card-declined");
        assertThat(ended.state()).isEqualTo(SagaState.COMPENSATED);
        assertThat(payments(saga)).isEmpty();
        assertThat(onboarding.customerState(saga)).isEqualTo("CANCELLED");
        assertThat(subjects(customer)).containsExactly("We hit a snag");
    }

    @Test
    void refundsWhenTheWorkspaceIsTaken() {
        OnboardingVariables first = aCustomer();
        onboarding.ended(onboarding.start(first));
        SagaId saga = onboarding.start(first);

        Saga ended = onboarding.ended(saga);

        assertThat(ended.outcome()).isEqualTo("ROLLED_BACK");
        assertThat(ended.cause()).isEqualTo("workspace-taken");
        assertThat(payments(saga)).containsExactly("CHARGE", "REFUND");
        assertThat(onboarding.undone(saga)).containsExactly("onboarding.refund-card", "onboarding.cancel-customer");
        assertThat(onboarding.workspaces.recordOf(saga.businessId())).isEmpty();
        assertThat(onboarding.customerState(saga)).isEqualTo("CANCELLED");
    }

    @Test
    void rollsBackWhenCancelledDuringTheReview() {
        SagaId saga = onboarding.start(aRiskyCustomer());
        onboarding.task(saga, "Task_Decide");

        onboarding.cancel(saga);

        Saga ended = onboarding.ended(saga);
        assertThat(ended.outcome()).isEqualTo("ROLLED_BACK");
        assertThat(ended.cause()).isEqualTo("cancelled");
        assertThat(onboarding.customerState(saga)).isEqualTo("CANCELLED");
    }

    @Test
    void undoesEverythingNewestFirstWhenCancelledAtTheLastStep() {
        OnboardingVariables customer = aCustomer();
        onboarding.partners.faultMail(
                Fault.delay(Duration.ofSeconds(6)).matching(customer.email()).times(1));
        SagaId saga = onboarding.start(customer);
        onboarding.awaitEffect(saga, "Task_SendWelcomeMail", EffectState.CLAIMED);

        onboarding.cancel(saga);

        Saga ended = onboarding.ended(saga);
        assertThat(ended.outcome()).isEqualTo("ROLLED_BACK");
        assertThat(ended.state()).isEqualTo(SagaState.COMPENSATED);
        assertThat(payments(saga)).containsExactly("CHARGE", "REFUND");
        assertThat(onboarding.workspaces.recordOf(saga.businessId()))
                .containsExactly(
                        "provision " + saga + "/Task_ProvisionWorkspace",
                        "deprovision " + saga + "/Task_ProvisionWorkspace");
        assertThat(onboarding.undone(saga))
                .containsExactly(
                        "onboarding.deprovision-workspace", "onboarding.refund-card", "onboarding.cancel-customer");
    }

    @Test
    void refundsAChargeThatWasUnderWayWhenTheRunWasCancelled() {
        OnboardingVariables customer = aCustomer();
        onboarding.partners.faultPayments(Fault.latency(Duration.ofSeconds(4))
                .matching(customer.cardToken())
                .times(1));
        SagaId saga = onboarding.start(customer);
        await().until(() -> !payments(saga).isEmpty());

        onboarding.cancel(saga);

        Saga ended = onboarding.ended(saga);
        assertThat(ended.outcome()).isEqualTo("ROLLED_BACK");
        assertThat(ended.state()).isEqualTo(SagaState.COMPENSATED);
        assertThat(payments(saga)).containsExactly("CHARGE", "REFUND");
    }

    @Test
    void chargesOnceWhenTheAnswerIsLost() {
        OnboardingVariables customer = aCustomer();
        onboarding.partners.faultPayments(
                Fault.cutAfterEffect().matching(customer.cardToken()).times(1));
        SagaId saga = onboarding.start(customer);

        assertThat(onboarding.ended(saga).outcome()).isEqualTo("ONBOARDED");

        assertThat(payments(saga)).containsExactly("CHARGE");
        assertThat(onboarding.effect(saga, "Task_ChargeCard").attempt()).isEqualTo(2);
    }

    @Test
    void provisionsOnceWhenTheAnswerIsLost() {
        onboarding.workspaces.cutAfterNextEffect();
        SagaId saga = onboarding.start(aCustomer());

        assertThat(onboarding.ended(saga).outcome()).isEqualTo("ONBOARDED");

        assertThat(onboarding.workspaces.recordOf(saga.businessId())).hasSize(1);
        assertThat(onboarding.effect(saga, "Task_ProvisionWorkspace").attempt()).isEqualTo(2);
    }

    /** Whoever looks into Operate reads our sentence, and nothing of what the partner has said. */
    @Test
    void tellsTheEngineOfAFinalAnswerInOurOwnWords() {
        OnboardingVariables customer = aCustomer();
        onboarding.partners.faultPayments(Fault.status(400).matching(customer.cardToken()));
        SagaId saga = onboarding.start(customer);

        await().until(() -> onboarding.engine.standing(saga).stream()
                .anyMatch(it -> it.endsWith("FINAL: The partner answered 400")));

        assertThat(onboarding.effect(saga, "Task_ChargeCard").state()).isEqualTo(EffectState.NOT_DONE);
        onboarding.expectIncidents(saga);
        onboarding.cancel(saga);
        assertThat(onboarding.ended(saga).outcome()).isEqualTo("ROLLED_BACK");
    }

    /** At once, and not when its patience ends. */
    @Test
    void whoWaitsForARunThatStandsHearsWhereAndWhy() {
        OnboardingVariables customer = aCustomer();
        onboarding.partners.faultPayments(Fault.status(400).matching(customer.cardToken()));
        SagaId saga = onboarding.start(customer);

        assertThatThrownBy(() -> onboarding.ended(saga))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("It stands at Task_ChargeCard of onboarding: FINAL: The partner answered 400");
        assertThatThrownBy(() -> onboarding.task(saga, "Task_Decide"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("It stands at Task_ChargeCard");
    }

    @Test
    void whoFillsInAFormByAWrongKeyHearsWhichItHas() {
        SagaId saga = onboarding.start(aRiskyCustomer());

        assertThatThrownBy(() -> onboarding.decide(saga, "reviewer", Map.of("decison", "approve", "reason", "because")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Nobody can answer decison in the form onboarding.review: its fields are ")
                .hasMessageContaining("decision");
    }

    @Test
    void waitsAsLongAsThePartnerAsks() {
        OnboardingVariables customer = aCustomer();
        onboarding.partners.faultPayments(
                Fault.status(429, 1).matching(customer.cardToken()).times(1));
        SagaId saga = onboarding.start(customer);

        assertThat(onboarding.ended(saga).outcome()).isEqualTo("ONBOARDED");

        assertThat(payments(saga)).containsExactly("CHARGE");
    }

    @Test
    void skipsTheWelcomeMailWhenTheMailServerStaysAway() {
        OnboardingVariables customer = aCustomer();
        double before = onboarding.skippedMails();
        onboarding.partners.faultMail(Fault.status(451).matching(customer.email()));
        SagaId saga = onboarding.start(customer);

        assertThat(onboarding.ended(saga).outcome()).isEqualTo("ONBOARDED");

        assertThat(onboarding.effect(saga, "Task_SendWelcomeMail").attempt()).isEqualTo(5);
        assertThat(onboarding.skippedMails()).as("not in silence").isEqualTo(before + 1);
        assertThat(subjects(customer)).isEmpty();
    }

    /** The first charge as people read it: with as many digits behind the point as the currency has. */
    @ParameterizedTest
    @MethodSource("currencies")
    void thePeopleWhoReviewSeeTheChargeWithTheDigitsOfItsCurrency(String currency) {
        SagaId saga = onboarding.start(aCustomer("enterprise", 1_002_005, currency, "tok_visa"));

        Map<String, Object> asked = onboarding.task(saga, "Task_Decide").getVariablesAsMap();
        Object proposal = asked.get("proposal");
        assertThat(asked.get("subject")).asString().contains("(%s)".formatted(Money.text(1_002_005, currency)));
        assertThat(proposal)
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("firstCharge", Money.text(1_002_005, currency));
        onboarding.cancel(saga);
    }

    static Stream<String> currencies() {
        return Stream.of("EUR", "JPY", "KWD", "CHF", "KRW", "BHD");
    }

    private static OnboardingVariables aCustomer() {
        return aCustomer("team", 4900, "tok_visa_" + CUSTOMERS.incrementAndGet());
    }

    private static OnboardingVariables aRiskyCustomer() {
        return aCustomer("enterprise", 990_000, "tok_visa");
    }

    private static OnboardingVariables aCustomer(String plan, long amount, String card) {
        return aCustomer(plan, amount, "EUR", card);
    }

    private static OnboardingVariables aCustomer(String plan, long amount, String currency, String card) {
        int number = CUSTOMERS.incrementAndGet();
        return new OnboardingVariables(
                "Customer " + number,
                "user%d@customer.example".formatted(number),
                plan,
                amount,
                currency,
                card,
                "requester",
                null,
                null,
                null);
    }

    /** What the payments partner says was done for this run, in order. */
    private static List<String> payments(SagaId saga) {
        return onboarding.partners.record().stream()
                .filter(operation -> operation.key().startsWith(saga.value() + "/"))
                .map(PaymentOperation::kind)
                .map(Enum::name)
                .toList();
    }

    private static List<String> subjects(OnboardingVariables customer) {
        return onboarding.partners.mailsTo(customer.email()).stream()
                .map(Mail::subject)
                .toList();
    }
}

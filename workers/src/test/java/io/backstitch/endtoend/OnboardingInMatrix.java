package io.backstitch.endtoend;

import static io.backstitch.endtoend.OnboardingClient.aCustomer;
import static io.backstitch.endtoend.OnboardingClient.aRiskyCustomer;
import static io.backstitch.endtoend.OnboardingClient.text;
import static io.backstitch.endtoend.OnboardingClient.undone;
import static io.backstitch.endtoend.OnboardingClient.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.stack.junit.RunningStack;
import io.backstitch.stack.sandbox.Fault;
import io.backstitch.stack.sandbox.Mail;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Onboarding in the crash matrix. Witnesses: the payments partner, Keycloak, the mail sink, and the row of the customer. */
final class OnboardingInMatrix extends MatrixProcess {

    /** Mails to such addresses take their time, so that there is time to cancel. */
    private static final String SLOW = "slow-";

    private static final Fault UNAWARE_OF_KEYS = Fault.withoutDeduplication();
    private static final List<String> UNDOS =
            List.of("onboarding.deprovision-workspace", "onboarding.refund-card", "onboarding.cancel-customer");

    private final KeycloakWitness keycloak;

    OnboardingInMatrix(RunningStack stack) {
        super(
                stack,
                "ONBOARDED",
                MatrixEffect.of("Task_CreateCustomer", Way.FORWARD, Way.BACK).withinOurTransaction(),
                MatrixEffect.of("Task_ChargeCard", Way.FORWARD, Way.BACK).withAnswersThatGetLost(),
                MatrixEffect.of("Task_ProvisionWorkspace", Way.FORWARD, Way.BACK),
                MatrixEffect.of("Task_SendWelcomeMail", Way.FORWARD, null),
                MatrixEffect.of("Task_SendSnagMail", Way.EXPIRED, null));
        this.keycloak = new KeycloakWitness(stack);
    }

    @Override
    void prepare() {
        partners.faultPayments(UNAWARE_OF_KEYS);
        partners.faultMail(Fault.delay(Duration.ofSeconds(2)).matching(SLOW));
    }

    @Override
    SentRun send(Way way, MatrixEffect effect) {
        Map<String, Object> customer = switch (way) {
            case FORWARD, IN_DOUBT -> aCustomer();
            case BACK -> with(aCustomer(), "email", SLOW + unique() + "@customer.example");
            case EXPIRED -> onceOverdue(aRiskyCustomer());
            case CUT_OFF -> throw new IllegalArgumentException("No effect of onboarding is reached that way");
        };
        if (way == Way.IN_DOUBT) {
            partners.faultPayments(
                    UNAWARE_OF_KEYS,
                    Fault.cutAfterEffect().matching(text(customer, "cardToken")).times(1));
        }
        String run = operator.start(customer);
        if (way == Way.IN_DOUBT) {
            cancelInDoubt(run, effect);
        }
        return way == Way.BACK
                ? sent(
                        run,
                        customer,
                        way,
                        CompletableFuture.runAsync(
                                () -> cancelOnce(run, "Task_SendWelcomeMail", Set.of("CLAIMED", "COMPLETED"))))
                : sent(run, customer, way);
    }

    private static Map<String, Object> onceOverdue(Map<String, Object> customer) {
        return with(with(with(customer, "remindAfter", "PT1S"), "escalateAfter", "PT4S"), "expireAfter", "PT1S");
    }

    @Override
    void judge(SentRun run, JsonNode ended, boolean forward) {
        String customer = text(run.request(), "customer");
        List<String> payments = new Payments(partners).of(run.id());
        if (forward) {
            assertThat(payments).containsExactly("CHARGE");
            assertThat(keycloak.groupsOf(customer)).hasSize(1);
            assertThat(customerState(run)).isEqualTo("ACTIVE");
        } else {
            assertThat(payments).isIn(List.of(), List.of("CHARGE", "REFUND"));
            assertThat(keycloak.groupsOf(customer)).isEmpty();
            assertThat(customerState(run)).isIn("none", "CANCELLED");
            List<String> undone = undone(ended);
            assertThat(undone)
                    .containsExactlyElementsOf(
                            UNDOS.stream().filter(undone::contains).toList());
        }
        judgeMails(run, forward);
    }

    /** A mail that came again under its Message-ID is one mail. */
    private void judgeMails(SentRun run, boolean forward) {
        Map<String, Long> mails = partners.mails().stream()
                .filter(mail -> mail.to().contains(text(run.request(), "email"))
                        || mail.text().contains(run.id()))
                .collect(Collectors.groupingBy(
                        Mail::subject,
                        Collectors.mapping(
                                mail -> String.valueOf(mail.messageId()),
                                Collectors.collectingAndThen(Collectors.toSet(), ids -> (long) ids.size()))));
        assertThat(mails.values()).allMatch(number -> number == 1);
        assertThat(mails).containsKey(forward ? "Welcome to your workspace" : "We hit a snag");
    }

    private String customerState(SentRun run) {
        return database()
                .sql("SELECT state FROM customer WHERE id = ?")
                .param(run.id())
                .query(String.class)
                .optional()
                .orElse("none");
    }
}

package io.backstitch.endtoend;

import static io.backstitch.endtoend.OnboardingClient.aCustomer;
import static io.backstitch.endtoend.OnboardingClient.text;
import static io.backstitch.endtoend.OnboardingClient.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.compensation.EffectListener.Milestone;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.backstitch.stack.sandbox.Fault;
import io.backstitch.stack.sandbox.PaymentOperation;
import io.backstitch.stack.sandbox.SandboxClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The crash matrix on the real engine: instances of the application that die at chosen points, beside one that lives, with a
 * payments partner that never deduplicates and is cut, unwell and slow. What the dead had in hand is taken over by the living.
 *
 * <p>The points are drawn by a seed that is printed; {@code -Dseed=} replays it, {@code -Dcells=} sets how many are drawn
 * ({@code all} for the whole matrix, which takes half an hour).
 */
@NeedsStack({Part.POSTGRES, Part.ZEEBE, Part.KEYCLOAK, Part.SANDBOX})
class KillPointTest {

    private static final int AT_ONCE = 3;
    private static final Duration TAKEN_OVER_WITHIN = Duration.ofSeconds(5);
    private static final List<String> EFFECTS =
            List.of("Task_CreateCustomer", "Task_ChargeCard", "Task_ProvisionWorkspace", "Task_SendWelcomeMail");
    private static final List<Milestone> FORWARD = List.of(
            Milestone.BEFORE_CLAIM,
            Milestone.CLAIMED,
            Milestone.CALLED,
            Milestone.RECORDED,
            Milestone.REPORTING,
            Milestone.REPORTED);
    private static final List<Milestone> BACK =
            List.of(Milestone.BEFORE_CLAIM, Milestone.CLAIMED, Milestone.CALLED, Milestone.RECORDED);

    private final RunningStack stack;
    private final OnboardingClient operator;
    private final SandboxClient partners;
    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);

    KillPointTest(RunningStack stack) {
        this.stack = stack;
        this.operator = OnboardingClient.as("operator", stack);
        this.partners = ApplicationOnStack.partners(stack);
    }

    @BeforeAll
    static void start(RunningStack stack) {
        ApplicationOnStack.start(stack);
    }

    @AfterEach
    void mendPartners() {
        partners.clearFaults();
    }

    @Test
    void neverChangesTheWorldTwiceWhereverAProcessDies() {
        List<String> cells = cells();
        System.out.printf("Kill points %s; -Dseed=%d replays them%n", cells, seed);
        for (int i = 0; i < cells.size(); i += AT_ONCE) {
            killAt(cells.subList(i, Math.min(i + AT_ONCE, cells.size())));
        }
    }

    /** The cells of the matrix in the order of the seed, as many as asked for. */
    private List<String> cells() {
        List<String> all = new ArrayList<>();
        for (String effect : EFFECTS) {
            FORWARD.forEach(milestone -> all.add(milestone + ":" + effect));
        }
        for (String effect : EFFECTS.subList(0, 3)) {
            BACK.forEach(milestone -> all.add(milestone + ":" + effect + "/undo"));
        }
        all.add(Milestone.SETTLING + ":Task_ChargeCard");
        Collections.shuffle(all, random);
        String wanted = System.getProperty("cells", "6");
        return wanted.equals("all") ? all : all.subList(0, Math.min(all.size(), Integer.parseInt(wanted)));
    }

    private void killAt(List<String> cells) {
        List<Victim> victims =
                cells.stream().map(cell -> Victim.start(stack, cell)).toList();
        Map<String, String> expected = new LinkedHashMap<>();
        try {
            await("the victims")
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> victims.stream().allMatch(Victim::isReady));
            partners.faultPayments(Fault.withoutDeduplication());
            await("the deaths of " + victims)
                    .atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        sendOneOfEach(expected);
                        return victims.stream().allMatch(Victim::isDead);
                    });
        } finally {
            victims.forEach(Victim::close);
        }
        Instant allDead = Instant.now();
        expected.forEach((run, outcome) -> check(run, outcome, allDead));
    }

    /** A run that goes well, one whose answer is lost, one that fails late, one that is cancelled while it is in doubt. */
    private void sendOneOfEach(Map<String, String> expected) {
        Map<String, Object> first = aCustomer();
        expected.put(operator.start(first), "ONBOARDED");
        Map<String, Object> cut = aCustomer();
        partners.faultPayments(
                Fault.cutAfterEffect().matching(text(cut, "cardToken")).times(1));
        expected.put(operator.start(cut), "ONBOARDED");
        Map<String, Object> sameName = with(aCustomer(), "customer", text(first, "customer"));
        expected.put(operator.start(sameName), "ANY");
        Map<String, Object> cancelled = aCustomer();
        partners.faultPayments(
                Fault.cutAfterEffect().matching(text(cancelled, "cardToken")).times(2));
        String run = operator.start(cancelled);
        expected.put(run, "ANY");
        operator.cancel(run);
    }

    private void check(String run, String outcome, Instant allDead) {
        JsonNode ended = operator.ended(run);
        List<String> payments = payments(run);
        String reached = ended.path("outcome").asString();
        assertThat(payments).as("seed %d, run %s: %s", seed, run, ended).doesNotHaveDuplicates();
        if (outcome.equals("ONBOARDED")) {
            // Another run of the same name may have been faster.
            assertThat(reached).as("seed %d, run %s", seed, run).isIn("ONBOARDED", "ROLLED_BACK");
        }
        if (reached.equals("ONBOARDED")) {
            assertThat(payments).as("seed %d, run %s", seed, run).containsExactly("CHARGE");
        } else {
            assertThat(payments).as("seed %d, run %s", seed, run).isIn(List.of(), List.of("CHARGE", "REFUND"));
            assertThat(ended.path("saga").asString()).isEqualTo("COMPENSATED");
        }
        assertThat(Duration.between(allDead, Instant.parse(ended.path("endedAt").asString())))
                .as("seed %d: %s waited for a time-out instead of being taken over", seed, run)
                .isLessThan(TAKEN_OVER_WITHIN.multipliedBy(4));
    }

    private List<String> payments(String run) {
        return partners.record().stream()
                .filter(operation -> operation.key().startsWith("onboarding/" + run + "/"))
                .map(PaymentOperation::kind)
                .map(Enum::name)
                .toList();
    }
}

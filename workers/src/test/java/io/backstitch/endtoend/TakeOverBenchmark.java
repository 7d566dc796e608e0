package io.backstitch.endtoend;

import static io.backstitch.endtoend.OnboardingClient.aCustomer;
import static org.awaitility.Awaitility.await;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.backstitch.stack.sandbox.Fault;
import io.backstitch.stack.sandbox.PaymentOperation;
import io.backstitch.stack.sandbox.SandboxClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * How long an effect is in nobody's hand when the instance that had it dies: from its death to the claim of another instance,
 * once where it dies soon after it was given the job, and once where it has been at it for some seconds. Not run by the
 * build:
 *
 * <pre>./mvnw -Pbenchmark -pl workers -am test -Dtest=TakeOverBenchmark</pre>
 *
 * {@code -Ddeaths=} sets how many die in each way.
 */
@NeedsStack(
        value = {Part.POSTGRES, Part.ZEEBE, Part.KEYCLOAK, Part.SANDBOX, Part.APPLICATION},
        measures = true)
class TakeOverBenchmark {

    private static final int DEATHS = Integer.getInteger("deaths", 9);
    private static final int AT_ONCE = 3;
    private static final Duration ANSWER_AFTER = Duration.ofSeconds(3);
    private static final String CHARGE = "Task_ChargeCard";

    private final RunningStack stack;
    private final OnboardingClient operator;
    private final SandboxClient partners;

    TakeOverBenchmark(RunningStack stack) {
        this.stack = stack;
        this.operator = OnboardingClient.as("operator", stack);
        this.partners = stack.partners();
    }

    @Test
    void measuresHowSoonAnEffectIsTakenOver() {
        report("dies as soon as it has the effect", timesAfter("CLAIMED"));
        partners.faultPayments(Fault.latency(ANSWER_AFTER).onPath("/payments/charges"));
        report("dies after %d s at the partner".formatted(ANSWER_AFTER.toSeconds()), timesAfter("CALLED"));
    }

    private List<Duration> timesAfter(String milestone) {
        List<Duration> times = new ArrayList<>();
        for (int dead = 0; dead < DEATHS; dead += AT_ONCE) {
            List<String> runs = runsAround(milestone, Math.min(AT_ONCE, DEATHS - dead));
            for (String run : runs) {
                times.addAll(gaps(operator.ended(run), milestone));
            }
        }
        return times;
    }

    /** Sends runs until so many victims have died of them. */
    private List<String> runsAround(String milestone, int deaths) {
        List<Victim> victims = IntStream.range(0, deaths)
                .mapToObj(number -> Victim.start(stack, milestone + ":" + CHARGE))
                .toList();
        List<String> runs = new ArrayList<>();
        try {
            await("the victims")
                    .atMost(Duration.ofMinutes(3))
                    .until(() -> victims.stream().allMatch(Victim::isReady));
            await("the deaths of " + victims)
                    .atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        String run = operator.start(aCustomer());
                        // One at a time: whoever dies has nothing else in hand.
                        operator.awaitEffect(run, CHARGE, "COMPLETED");
                        runs.add(run);
                        return victims.stream().allMatch(Victim::isDead);
                    });
        } finally {
            victims.forEach(Victim::close);
        }
        return runs;
    }

    /** From each death to the next claim: there is no other reason for a second one. */
    private List<Duration> gaps(JsonNode run, String milestone) {
        List<Instant> claims = run.path("steps")
                .valueStream()
                .filter(step -> step.path("key").asString("").endsWith("/" + CHARGE))
                .flatMap(step -> step.path("events").valueStream())
                .filter(event -> event.path("event").asString("").equals("CLAIMED"))
                .map(event -> Instant.parse(event.path("at").asString()))
                .toList();
        List<Duration> gaps = new ArrayList<>();
        for (int i = 1; i < claims.size(); i++) {
            Instant death = milestone.equals("CLAIMED") ? claims.get(i - 1) : answered(run);
            gaps.add(Duration.between(death, claims.get(i)));
        }
        return gaps;
    }

    private Instant answered(JsonNode run) {
        return partners.record().stream()
                .filter(operation -> operation.key().endsWith(run.path("id").asString() + "/" + CHARGE))
                .map(PaymentOperation::at)
                .findFirst()
                .orElseThrow()
                .plus(ANSWER_AFTER);
    }

    private static void report(String how, List<Duration> times) {
        List<Double> seconds =
                times.stream().map(time -> time.toMillis() / 1000.0).sorted().toList();
        System.out.printf(
                "%s, %d times: taken over after min %.1f s, p50 %.1f s, max %.1f s%n",
                how, seconds.size(), seconds.getFirst(), seconds.get(seconds.size() / 2), seconds.getLast());
    }
}

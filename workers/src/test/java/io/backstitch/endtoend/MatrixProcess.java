package io.backstitch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.stack.junit.RunningStack;
import io.backstitch.stack.sandbox.SandboxClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One process in the crash matrix: which effects it has, how runs of it are sent over the API, and whom to ask what was really
 * done for them.
 */
abstract class MatrixProcess {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    static final String ROLLED_BACK = "ROLLED_BACK";
    private static final Duration SOON = Duration.ofSeconds(15);

    final RunningStack stack;
    final OnboardingClient operator;
    final OnboardingClient requester;
    final SandboxClient partners;
    final String goodEnd;
    final List<MatrixEffect> effects;

    /** @param goodEnd the outcome of a run that goes forward */
    MatrixProcess(RunningStack stack, String goodEnd, MatrixEffect... effects) {
        this.stack = stack;
        this.operator = OnboardingClient.as("operator", stack);
        this.requester = OnboardingClient.as("requester", stack);
        this.partners = stack.partners();
        this.goodEnd = goodEnd;
        this.effects = List.of(effects);
    }

    /** Tells the partners how they misbehave from now on. */
    abstract void prepare();

    /** Starts a run on this way, at this effect where the way speaks of one. */
    abstract SentRun send(Way way, MatrixEffect effect);

    /** Compares what the partners say was done for a run with how it has ended. */
    abstract void judge(SentRun run, JsonNode ended, boolean forward);

    final List<KillPoint> killPoints() {
        return effects.stream()
                .flatMap(effect -> effect.killPoints(this).stream())
                .toList();
    }

    final SentRun sent(String id, Map<String, Object> request, Way way) {
        return sent(id, request, way, CompletableFuture.completedFuture(null));
    }

    final SentRun sent(String id, Map<String, Object> request, Way way, CompletableFuture<?> story) {
        Set<String> mayEndAs = switch (way) {
            case FORWARD -> Set.of(goodEnd);
            case EXPIRED -> Set.of(ROLLED_BACK);
            // A cancellation that comes when all is done changes nothing.
            case BACK, IN_DOUBT, CUT_OFF -> Set.of(ROLLED_BACK, goodEnd);
        };
        return new SentRun(this, id, mayEndAs, request, story);
    }

    /** Cancels the run when nobody knows whether this effect happened, or when it is known again. */
    final void cancelInDoubt(String run, MatrixEffect effect) {
        cancelOnce(run, effect.key(), Set.of("IN_DOUBT", "NOT_DONE", "COMPLETED", "UNDONE", "VOID"));
    }

    /** Cancels the run when the effect is in one of the states. */
    final void cancelOnce(String run, String key, Set<String> states) {
        try {
            await(key + " of " + run)
                    .atMost(SOON)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> isAnyOf(operator.run(run), key, states));
        } catch (ConditionTimeoutException e) {
            // Held up by a death: then the cancellation comes at another point.
        }
        operator.cancel(run);
    }

    private static boolean isAnyOf(JsonNode run, String key, Set<String> states) {
        return run.path("steps")
                .valueStream()
                .anyMatch(step -> step.path("key").asString("").endsWith("/" + key)
                        && states.contains(step.path("state").asString("")));
    }

    final JdbcClient database() {
        return JdbcClient.create(new DriverManagerDataSource(stack.jdbcUrl(), stack.jdbcUser(), stack.jdbcPassword()));
    }

    static String accepted(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return JsonMapper.shared().readTree(answer.body()).path("id").asString();
    }

    static String unique() {
        return "m" + NUMBERS.incrementAndGet();
    }
}

package io.backstitch.stack.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.stack.sandbox.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A seed is a plan, and a plan has everything in it that a torture should do. */
class PlanTest {
    private static final int MANY = 500;

    @Test
    void isTheSameForTheSameSeed() {
        assertThat(everything(new Plan(7, "n"))).isEqualTo(everything(new Plan(7, "n")));
    }

    @Test
    void isAnotherForAnotherSeed() {
        assertThat(everything(new Plan(7, "n"))).isNotEqualTo(everything(new Plan(8, "n")));
    }

    @Test
    void decidesNothingByItsNumber() {
        assertThat(stories(new Plan(7, "one"))).isEqualTo(stories(new Plan(7, "two")));
    }

    @Test
    void tellsEveryStory() {
        assertThat(stories(new Plan(7, "n"))).contains(Story.values());
    }

    @Test
    void neverRepeatsAKeyOrAMailAddress() {
        List<Request> requests = new Plan(7, "n").requests().limit(MANY).toList();

        assertThat(requests).extracting(Request::idempotencyKey).doesNotHaveDuplicates();
        assertThat(requests).extracting(request -> request.body().email()).doesNotHaveDuplicates();
    }

    @Test
    void hasCustomersOfManyScriptsWhoPayInManyCurrencies() {
        List<Request> requests = new Plan(7, "n").requests().limit(MANY).toList();

        assertThat(requests.stream()
                        .flatMap(request ->
                                request.body().customer().codePoints().boxed())
                        .map(Character.UnicodeScript::of))
                .as("scripts")
                .satisfies(scripts -> assertThat(Set.copyOf(scripts)).hasSizeGreaterThan(30));
        assertThat(requests).extracting(request -> request.body().currency()).contains("EUR", "JPY", "KWD");
    }

    @Test
    void sendsThroughEveryDoorAndSomeMoreThanOnce() {
        List<Request> requests = new Plan(7, "n").requests().limit(MANY).toList();

        assertThat(requests).extracting(Request::entrance).contains(Entrance.values());
        assertThat(requests).anyMatch(request -> request.echoes().isEmpty());
        assertThat(requests).anyMatch(request -> request.echoes().size() > 1);
        assertThat(requests.stream().flatMap(request -> request.echoes().stream()))
                .anyMatch(echo -> echo.toMillis() < 300)
                .anyMatch(echo -> echo.toSeconds() > 10);
    }

    @Test
    void strikesEveryPartOnceInEachRound() {
        int parts = Killable.USUAL.size();
        for (int round = 0; round < 20; round++) {
            assertThat(IntStream.rangeClosed(round * parts + 1, (round + 1) * parts)
                            .mapToObj(index -> new Plan(7, "n").strike(index, Killable.USUAL)))
                    .extracting(strike -> strike.preference().getFirst())
                    .containsExactlyInAnyOrderElementsOf(Killable.USUAL);
        }
    }

    /** Others take over from who is silent for 2.5 seconds: only who stands still for longer finds its work taken. */
    @Test
    void killsMoreOftenThanItPausesAndPausesLongEnough() {
        List<Strike> strikes = IntStream.rangeClosed(1, MANY)
                .mapToObj(index -> new Plan(7, "n").strike(index, Killable.USUAL))
                .toList();

        assertThat(strikes)
                .filteredOn(strike -> strike.manner() == Strike.Manner.PAUSE)
                .hasSizeBetween(MANY / 4, MANY / 2)
                .allSatisfy(strike -> assertThat(strike.down()).isGreaterThanOrEqualTo(Duration.ofSeconds(3)));
    }

    /** The application may ask the partner what happened four seconds after its call: nothing may happen after that. */
    @Test
    void neverLetsAnEffectHappenLaterThanThePartnerDeclares() {
        assertThat(troubles()
                        .flatMap(trouble -> trouble.payments().stream())
                        .map(Fault::delay)
                        .filter(Objects::nonNull))
                .isNotEmpty()
                .allSatisfy(delay -> assertThat(delay).isLessThan(Duration.ofSeconds(3)));
    }

    @Test
    void makesPartnersMisbehaveInEveryWay() {
        assertThat(troubles().flatMap(trouble -> trouble.payments().stream()))
                .anyMatch(fault -> fault.cut() == Fault.Cut.AFTER)
                .anyMatch(fault -> fault.cut() == Fault.Cut.BEFORE)
                .anyMatch(fault -> Integer.valueOf(503).equals(fault.status()))
                .anyMatch(fault -> fault.retryAfter() != null)
                .anyMatch(fault -> fault.latency() != null);
        assertThat(troubles().flatMap(trouble -> trouble.mail().stream())).anyMatch(fault -> fault.cut() != null);
        assertThat(troubles().flatMap(trouble -> trouble.objects().stream()))
                .anyMatch(fault -> fault.cut() == Fault.Cut.AFTER)
                .allMatch(fault -> fault.delay() == null);
    }

    private static Stream<Trouble> troubles() {
        return IntStream.rangeClosed(1, MANY).mapToObj(new Plan(7, "n")::trouble);
    }

    private static List<Story> stories(Plan plan) {
        return plan.requests().limit(MANY).map(Request::story).toList();
    }

    private static List<Object> everything(Plan plan) {
        return IntStream.rangeClosed(1, MANY)
                .<Object>mapToObj(
                        index -> List.of(plan.request(index), plan.trouble(index), plan.strike(index, Killable.USUAL)))
                .toList();
    }
}

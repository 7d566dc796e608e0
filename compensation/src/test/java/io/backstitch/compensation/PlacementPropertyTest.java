package io.backstitch.compensation;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.compensation.RecordingPartner.Fault;
import io.backstitch.compensation.RecordingPartner.PartnerFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;

/**
 * Random models, also such as no check would pass: where settle and the compensation event stand, which effects they cover, and which handlers the engine
 * starts. However that is, every run comes to its end, and what it ends as agrees with what was done at the partners. {@code -Dseed=} replays one.
 */
class PlacementPropertyTest {

    private static final int ROUNDS = 60;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<String> record = RecordingPartner.newRecord();
    private final List<RecordingPartner> partners = IntStream.rangeClosed(1, 2 + random.nextInt(4))
            .mapToObj(number -> RecordingPartner.of("effect" + number, recovery(), record))
            .toList();
    private final Kernel kernel = new Kernel(partners.toArray(RecordingPartner[]::new));
    private final List<String> story = new ArrayList<>();
    /** Whose activity the engine has seen completed, so that it may have a handler. */
    private final List<RecordingPartner> confirmed = new ArrayList<>();

    private Recovery recovery() {
        return List.of(Recovery.REPEAT_WITH_KEY, Recovery.ASK_PARTNER, Recovery.REPEATABLE)
                .get(random.nextInt(3));
    }

    @RepeatedTest(60)
    void theOutcomeOnRecordAgreesWithThePartners() throws Exception {
        boolean rolledBack = random.nextBoolean();
        try {
            goForward();
            settle();
            handlersCome();
            Saga ended = end(rolledBack);
            requireAgreement(ended, rolledBack);
        } catch (AssertionError e) {
            throw new AssertionError("seed %d: %s, at the partners %s".formatted(seed, story, record), e);
        }
    }

    private void goForward() throws Exception {
        for (RecordingPartner partner : partners) {
            if (chance(85)) {
                kernel.runner.once(kernel.call(partner));
                if (chance(75)) {
                    kernel.ledger.acknowledge(List.of(kernel.key(partner)));
                    confirmed.add(partner);
                }
                story.add("do " + partner.type() + (confirmed.contains(partner) ? "" : ", not confirmed"));
            }
        }
    }

    /** Not at all where the settle step stands in a scope that is never reached. */
    private void settle() throws Exception {
        if (chance(20)) {
            story.add("no settle");
            return;
        }
        List<String> covered = partners.stream()
                .filter(partner -> chance(70))
                .map(partner -> "Task_" + partner.type())
                .toList();
        story.add("settle " + covered);
        untilDone("settle", () -> kernel.settle(covered));
    }

    /** Those that the engine starts come at once, in any order, each until it is done; one that fails for good waits for a person, who does nothing. */
    private void handlersCome() throws Exception {
        Map<RecordingPartner, String> left = new LinkedHashMap<>();
        List<RecordingPartner> order = new ArrayList<>(confirmed);
        Collections.shuffle(order, random);
        order.stream().filter(partner -> chance(70)).forEach(partner -> left.put(partner, "comes"));
        story.add(
                "handlers " + left.keySet().stream().map(RecordingPartner::type).toList());
        for (int round = 0; round < ROUNDS && !left.isEmpty(); round++) {
            left.entrySet().removeIf(handler -> isOver(handler.getKey()));
            kernel.clock.advance(Duration.ofSeconds(2));
        }
        assertThat(left).as("handlers that wait for ever").isEmpty();
    }

    private boolean isOver(RecordingPartner partner) {
        boolean stood = stands(partner);
        failSometimes(partner);
        try {
            return kernel.undo(partner) instanceof Outcome.Done && requireDone(partner, stood);
        } catch (PartnerFailure e) {
            return false;
        } catch (IllegalStateException e) {
            story.add("handler of " + partner.type() + " fails");
            return true;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private boolean requireDone(RecordingPartner partner, boolean stood) {
        assertThat(stands(partner))
                .as(
                        "a handler came for what stood (%s), said that it is done, and did nothing: %s",
                        stood, partner.type())
                .isFalse();
        return true;
    }

    private void failSometimes(RecordingPartner partner) {
        if (chance(15)) {
            partner.failNext(Fault.CUT_BEFORE);
        }
    }

    /** As the step at an end event does it. */
    private Saga end(boolean rolledBack) throws Exception {
        String outcome = rolledBack ? "ROLLED_BACK" : "REJECTED";
        for (int round = 0; round < ROUNDS; round++) {
            boolean ready = !rolledBack || isDone(() -> kernel.finish(true));
            if (ready && kernel.sagas.end(kernel.saga, outcome).saga().state().hasEnded()) {
                return kernel.sagas.find(kernel.saga).orElseThrow();
            }
            if (ready) {
                isDone(() -> kernel.finish(false));
            }
            kernel.clock.advance(Duration.ofSeconds(2));
        }
        throw new AssertionError("It does not end");
    }

    private void requireAgreement(Saga ended, boolean rolledBack) {
        List<String> standing = partners.stream()
                .filter(this::stands)
                .map(RecordingPartner::type)
                .toList();
        story.add("ended " + ended.outcome() + " " + ended.state() + ", standing " + standing);
        for (RecordingPartner partner : partners) {
            assertThat(times("undo", partner))
                    .as("undone once: " + partner.type())
                    .isLessThanOrEqualTo(1);
        }
        assertThat(ended.state()).isNotEqualTo(SagaState.PARTLY_COMPENSATED);
        if (rolledBack) {
            assertThat(standing).as("what stands although it is rolled back").isEmpty();
        }
        if (ended.state() == SagaState.COMPENSATED) {
            assertThat(standing).as("what stands although it is compensated").isEmpty();
        }
    }

    private boolean stands(RecordingPartner partner) {
        return times("do", partner) > times("undo", partner);
    }

    private long times(String what, RecordingPartner partner) {
        return record.stream()
                .filter(line -> line.equals(what + " " + partner.type()))
                .count();
    }

    @FunctionalInterface
    private interface Attempted {
        Outcome run() throws Exception;
    }

    private boolean isDone(Attempted attempted) throws Exception {
        try {
            return attempted.run() instanceof Outcome.Done;
        } catch (PartnerFailure e) {
            return false;
        }
    }

    private void untilDone(String what, Attempted attempted) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            if (isDone(attempted)) {
                return;
            }
            kernel.clock.advance(Duration.ofSeconds(2));
        }
        throw new AssertionError(what + " is never done");
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }
}

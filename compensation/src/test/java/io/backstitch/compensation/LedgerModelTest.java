package io.backstitch.compensation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;

/**
 * Random sequences of what workers, deaths, clocks, unwindings and persons do to one key, against the invariants of the state
 * machine. {@code -Dseed=} replays a sequence.
 *
 * @see <a href="https://www.cs.tufts.edu/~nr/cs257/archive/john-hughes/quick.pdf">Claessen and Hughes: QuickCheck (2000)</a>
 */
class LedgerModelTest {

    private static final int STEPS = 40;
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Recovery recovery = List.of(Recovery.values()).get(random.nextInt(Recovery.values().length));
    private final RecordingPartner partner = RecordingPartner.of("model", recovery, RecordingPartner.newRecord());
    private final Kernel kernel = new Kernel(partner);
    private final IdempotencyKey key = kernel.key(partner);
    private final List<Worker> workers = List.of(new Worker(1), new Worker(2), new Worker(3));
    private final Decisions decisions = new Decisions(LedgerDatabase.dataSource(), kernel.clock);
    private final List<String> story = new ArrayList<>();
    private boolean fenced;
    /** The last step took back what somebody had decided. */
    private boolean superseded;
    /** Somebody has got the receipt. */
    private boolean taken;

    /** One process: its own ledger, its own life, and the attempt that it believes to have. */
    private final class Worker {
        private final String owner;
        private final Ledger ledger;
        private final Instances instance;
        private int attempt;
        private boolean alive;
        private Instant leaseUntil = Instant.MIN;

        Worker(int number) {
            owner = kernel.owner + " model " + number;
            ledger = new Ledger(LedgerDatabase.dataSource(), kernel.clock, owner);
            instance = new Instances(LedgerDatabase.dataSource(), owner, Duration.ofHours(1));
            live();
        }

        void live() {
            instance.beat(List.of());
            alive = true;
        }

        void die() {
            instance.leave();
            alive = false;
        }
    }

    @RepeatedTest(25)
    void keepsItsInvariantsWhateverHappens() {
        try {
            LedgerEntry before = null;
            for (int step = 0; step < STEPS; step++) {
                step();
                LedgerEntry after = kernel.ledger.find(key).orElse(null);
                checkChange(before, after);
                before = after;
            }
        } catch (AssertionError e) {
            throw new AssertionError("seed %d, %s: %s".formatted(seed, recovery, story), e);
        }
    }

    private void step() {
        superseded = false;
        Worker worker = workers.get(random.nextInt(workers.size()));
        switch (random.nextInt(11)) {
            case 0, 1, 2 -> claim(worker);
            case 3 -> complete(worker);
            case 4 -> leave("not done", () -> worker.ledger.notDone(key, Math.max(1, worker.attempt), "refused"));
            case 5 -> leave("in doubt", () -> worker.ledger.inDoubt(key, Math.max(1, worker.attempt), "cut"));
            case 6 -> leave("dies " + worker.owner, worker::die);
            case 7 -> leave("lives " + worker.owner, worker::live);
            case 8 -> leave("time", () -> kernel.clock.advance(Duration.ofSeconds(random.nextInt(40))));
            case 9 -> fenceSometimes();
            default -> decide();
        }
    }

    private void leave(String what, Runnable action) {
        story.add(what);
        action.run();
    }

    private void claim(Worker worker) {
        List<Worker> holders =
                workers.stream().filter(it -> it != worker && holds(it)).toList();
        Claim claim = worker.ledger.claim(kernel.call(partner));
        story.add("claim " + worker.owner + " " + claim);
        taken |= claim instanceof Claim.Completed;
        if (claim instanceof Claim.Granted granted) {
            assertThat(holders)
                    .as("nobody alive is within a lease of the same key")
                    .isEmpty();
            assertThat(fenced).as("granted behind a fence").isFalse();
            assertThat(granted.attempt()).as("attempts grow").isGreaterThan(newestAttempt());
            worker.attempt = granted.attempt();
            worker.leaseUntil = kernel.clock.instant().plus(LEASE);
        }
    }

    private int newestAttempt() {
        return workers.stream().mapToInt(it -> it.attempt).max().orElse(0);
    }

    private boolean holds(Worker worker) {
        LedgerEntry entry = kernel.ledger.find(key).orElse(null);
        return worker.alive
                && worker.attempt > 0
                && worker.leaseUntil.isAfter(kernel.clock.instant())
                && entry != null
                && entry.state() == EffectState.CLAIMED
                && entry.attempt() == worker.attempt;
    }

    private void complete(Worker worker) {
        LedgerEntry before = kernel.ledger.find(key).orElse(null);
        boolean completed = worker.ledger.complete(key, worker.attempt, "{\"by\":" + worker.attempt + "}");
        story.add("complete " + worker.owner + " " + completed);
        boolean mayComplete = before != null && before.attempt() == worker.attempt && before.isInDoubt();
        assertThat(completed)
                .as("only the newest attempt completes, and only once")
                .isEqualTo(mayComplete);
    }

    private void fenceSometimes() {
        if (random.nextInt(4) == 0) {
            story.add("fence");
            kernel.sagas.fence(kernel.saga, List.of("Task_model"), Long.MAX_VALUE, "test");
            fenced = true;
        }
    }

    private void decide() {
        Decision.Verdict verdict = random.nextBoolean() ? Decision.Verdict.HAPPENED : Decision.Verdict.DID_NOT_HAPPEN;
        LedgerEntry before = kernel.ledger.find(key).orElse(null);
        Decided decided = decisions.record(new Decision(key, verdict, null, "operator", "asked"));
        story.add("decide " + verdict + " " + decided);
        superseded = decided instanceof Decided.Recorded recorded && recorded.before() != null;
        if (decided instanceof Decided.Recorded) {
            assertThat(before != null && before.isInDoubt() != superseded)
                    .as("only what is in doubt is decided, and what somebody has decided and nobody built on")
                    .isTrue();
            assertThat(superseded && taken).as("what the run has got stays").isFalse();
        }
    }

    private void checkChange(@Nullable LedgerEntry before, @Nullable LedgerEntry after) {
        if (after == null) {
            assertThat(before).as("a row never goes").isNull();
            return;
        }
        String newest = kernel.ledger.eventsOf(kernel.saga).getLast().event();
        assertThat(newest)
                .as("the newest event is the state")
                .isEqualTo(after.state().name());
        if (before != null) {
            assertThat(after.attempt()).isGreaterThanOrEqualTo(before.attempt());
            if (before.state() == EffectState.COMPLETED && !superseded) {
                assertThat(after.state()).as("what happened stays").isEqualTo(EffectState.COMPLETED);
                assertThat(after.receipt()).as("a receipt never changes").isEqualTo(before.receipt());
            }
        }
    }
}

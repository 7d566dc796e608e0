package io.backstitch.stack.torture.insider;

import io.backstitch.stack.torture.insider.Tried.Reception;
import java.io.IOException;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Ends a run in the engine, which undoes nothing then: a report that waits, or an onboarding in the middle of its inner scope, with effects that stand.
 */
record CancelInEngine(EngineDoor engine, Operate operate, Sight sight, Victims victims) implements Attempt {
    private static final int LOOKS = 12;
    private static final int LONGEST_PAUSE_MILLIS = 4_000;
    private static final long BETWEEN_LOOKS_MILLIS = 500;

    @Override
    public Kind kind() {
        return Kind.CANCEL_IN_ENGINE;
    }

    @Override
    public Tried make(RandomGenerator random, String mark) throws IOException, InterruptedException {
        Optional<Victim> victim = random.nextInt(3) == 0 ? victims.any(random) : victims.onboarding(random, mark);
        boolean inOperate = random.nextBoolean();
        Optional<Long> instance = victim.isEmpty() ? Optional.empty() : seen(victim.get());
        if (instance.isEmpty()) {
            return Tried.missed(kind());
        }
        Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
        String run = victim.get().run();
        if (inOperate) {
            return operate.tried(kind(), operate.cancel(instance.get()), run, "cancelled");
        }
        Reception reception = Answers.missedIfGone(engine.cancel(instance.get()));
        return Tried.of(kind(), reception, mark, Trace.Entry.changed(run, "cancelled"), run);
    }

    /** Operate shows it a moment later. */
    private Optional<Long> seen(Victim victim) throws InterruptedException {
        for (int i = 0; i < LOOKS; i++) {
            Optional<Long> instance = sight.instance(victim.process(), victim.id());
            if (instance.isPresent()) {
                return instance;
            }
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
        }
        return Optional.empty();
    }
}

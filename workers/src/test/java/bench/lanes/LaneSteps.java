package bench.lanes;

import io.backstitch.compensation.Attempt;
import io.backstitch.compensation.Recovery;
import io.backstitch.job.Effect;
import io.backstitch.job.EffectWorker;
import io.backstitch.job.NotCompensated;
import io.backstitch.job.WhenExhausted;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;

/** The steps that are measured. */
final class LaneSteps {

    private static final long SLOW_MILLIS = 1000;
    private static final double FAILS = 0.5;

    private LaneSteps() {}

    record Request(String businessId) {}

    record Receipt(String receipt) {}

    abstract static class Quick implements Effect<Request, Receipt> {
        @Override
        public Receipt perform(Request request, Attempt attempt) {
            return new Receipt(attempt.key().value());
        }
    }

    /** A slow partner that fails half of the calls. */
    abstract static class Slow implements Effect<Request, Receipt> {
        @Override
        public Receipt perform(Request request, Attempt attempt) throws Exception {
            Thread.sleep(SLOW_MILLIS);
            if (ThreadLocalRandom.current().nextDouble() < FAILS) {
                throw new IOException("the partner failed");
            }
            return new Receipt(attempt.key().value());
        }
    }

    @EffectWorker(
            jobType = "steady.first",
            lane = "system",
            does = "Nothing",
            partner = "payments",
            recovery = Recovery.REPEATABLE,
            retry = "external-api",
            whenExhausted = WhenExhausted.WAIT_FOR_PERSON)
    @NotCompensated("A measurement")
    static class First extends Quick {}

    @EffectWorker(
            jobType = "steady.second",
            lane = "system",
            does = "Nothing",
            partner = "payments",
            recovery = Recovery.REPEATABLE,
            retry = "external-api",
            whenExhausted = WhenExhausted.WAIT_FOR_PERSON)
    @NotCompensated("A measurement")
    static class Second extends Quick {}

    @EffectWorker(
            jobType = "burst.call",
            lane = "automation",
            does = "Calls a slow partner",
            partner = "payments",
            recovery = Recovery.REPEATABLE,
            retry = "external-api",
            whenExhausted = WhenExhausted.WAIT_FOR_PERSON)
    @NotCompensated("A measurement")
    static class Call extends Slow {}

    @EffectWorker(
            jobType = "burstinone.call",
            lane = "system",
            does = "Calls a slow partner",
            partner = "payments",
            recovery = Recovery.REPEATABLE,
            retry = "external-api",
            whenExhausted = WhenExhausted.WAIT_FOR_PERSON)
    @NotCompensated("A measurement")
    static class CallInOne extends Slow {}
}

package bench.saga;

import io.backstitch.compensation.Attempt;
import io.backstitch.compensation.Recovery;
import io.backstitch.job.CompensableEffect;
import io.backstitch.job.CompensatedBy;
import io.backstitch.job.EffectWorker;
import io.backstitch.job.WhenExhausted;
import org.jspecify.annotations.Nullable;

/** The steps of the saga that is measured: they do nothing outside. */
final class BenchSteps {

    private BenchSteps() {}

    record Request(String businessId) {}

    record Receipt(String receipt) {}

    abstract static class Nothing implements CompensableEffect<Request, Receipt> {
        private final Stopwatch stopwatch;
        private final int step;

        Nothing(Stopwatch stopwatch, int step) {
            this.stopwatch = stopwatch;
            this.step = step;
        }

        @Override
        public Receipt perform(Request request, Attempt attempt) {
            stopwatch.begins(request.businessId(), step);
            return new Receipt(attempt.key().value());
        }

        @Override
        public void undo(Request request, @Nullable Receipt receipt, Attempt attempt) {}
    }

    @EffectWorker(
            jobType = "ours.step-1",
            lane = "system",
            does = "Nothing",
            partner = "payments",
            recovery = Recovery.REPEAT_WITH_KEY,
            retry = "external-api",
            whenExhausted = WhenExhausted.WAIT_FOR_PERSON)
    @CompensatedBy(jobType = "ours.undo-1", recovery = Recovery.REPEAT_WITH_KEY, retry = "external-api")
    static class One extends Nothing {
        One(Stopwatch stopwatch) {
            super(stopwatch, 1);
        }
    }

    @EffectWorker(
            jobType = "ours.step-2",
            lane = "system",
            does = "Nothing",
            partner = "payments",
            recovery = Recovery.REPEAT_WITH_KEY,
            retry = "external-api",
            whenExhausted = WhenExhausted.WAIT_FOR_PERSON)
    @CompensatedBy(jobType = "ours.undo-2", recovery = Recovery.REPEAT_WITH_KEY, retry = "external-api")
    static class Two extends Nothing {
        Two(Stopwatch stopwatch) {
            super(stopwatch, 2);
        }
    }

    @EffectWorker(
            jobType = "ours.step-3",
            lane = "system",
            does = "Nothing",
            partner = "payments",
            recovery = Recovery.REPEAT_WITH_KEY,
            retry = "external-api",
            whenExhausted = WhenExhausted.WAIT_FOR_PERSON)
    @CompensatedBy(jobType = "ours.undo-3", recovery = Recovery.REPEAT_WITH_KEY, retry = "external-api")
    static class Three extends Nothing {
        Three(Stopwatch stopwatch) {
            super(stopwatch, 3);
        }
    }

    @EffectWorker(
            jobType = "ours.step-4",
            lane = "system",
            does = "Nothing",
            partner = "payments",
            recovery = Recovery.REPEAT_WITH_KEY,
            retry = "external-api",
            whenExhausted = WhenExhausted.WAIT_FOR_PERSON)
    @CompensatedBy(jobType = "ours.undo-4", recovery = Recovery.REPEAT_WITH_KEY, retry = "external-api")
    static class Four extends Nothing {
        Four(Stopwatch stopwatch) {
            super(stopwatch, 4);
        }
    }
}

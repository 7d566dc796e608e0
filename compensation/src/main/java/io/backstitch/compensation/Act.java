package io.backstitch.compensation;

import java.sql.Connection;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One call outside as the {@link Performance} sees it: an effect, or the undo of one. */
interface Act {

    IdempotencyKey key();

    Attempt attempt(int number, @Nullable Connection transaction);

    Recovery recovery();

    Duration inFlightLimit();

    Optional<String> find(Attempt attempt) throws Exception;

    String perform(Attempt attempt) throws Exception;

    /** The effect of a call. */
    record Forward(EffectCall call) implements Act {

        @Override
        public IdempotencyKey key() {
            return call.key();
        }

        @Override
        public Attempt attempt(int number, @Nullable Connection transaction) {
            return Attempt.of(call.key(), number, transaction);
        }

        @Override
        public Recovery recovery() {
            return call.definition().recovery();
        }

        @Override
        public Duration inFlightLimit() {
            return call.definition().inFlightLimit();
        }

        @Override
        public Optional<String> find(Attempt attempt) throws Exception {
            return call.definition().find(call.request(), attempt);
        }

        @Override
        public String perform(Attempt attempt) throws Exception {
            return call.definition().perform(call.request(), attempt);
        }
    }

    /** The undo of an effect. */
    record Back(LedgerEntry effect, EffectDefinition.Compensation compensation) implements Act {

        @Override
        public IdempotencyKey key() {
            return effect.key().undo();
        }

        @Override
        public Attempt attempt(int number, @Nullable Connection transaction) {
            return Attempt.undoOf(effect.key(), number, transaction);
        }

        @Override
        public Recovery recovery() {
            return compensation.recovery();
        }

        @Override
        public Duration inFlightLimit() {
            return compensation.inFlightLimit();
        }

        @Override
        public Optional<String> find(Attempt attempt) throws Exception {
            return compensation.find(effect.request(), effect.receipt(), attempt);
        }

        @Override
        public String perform(Attempt attempt) throws Exception {
            return compensation.undo(effect.request(), effect.receipt(), attempt);
        }
    }
}

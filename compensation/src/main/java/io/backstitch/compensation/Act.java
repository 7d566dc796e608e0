package io.backstitch.compensation;

import java.sql.Connection;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One call outside as the {@link Performance} sees it: an effect, or the undo of one. */
interface Act {

    IdempotencyKey key();

    Attempt attempt(int number, @Nullable Connection transaction, Lease lease);

    Recovery recovery();

    Duration inFlightLimit();

    Optional<String> find(Attempt attempt) throws Exception;

    String perform(Attempt attempt) throws Exception;

    /** The shape of the receipt; null when there is none to be told. */
    @Nullable
    String receiptShape();

    /** The effect of a call. */
    record Forward(EffectCall call) implements Act {

        @Override
        public IdempotencyKey key() {
            return call.key();
        }

        @Override
        public Attempt attempt(int number, @Nullable Connection transaction, Lease lease) {
            return Attempt.of(call.key(), number, transaction, lease);
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

        @Override
        public @Nullable String receiptShape() {
            return call.definition().receiptShape();
        }
    }

    /**
     * The undo of an effect.
     *
     * @param request of the effect, as this version writes it
     * @param receipt the same; null when it is only presumed to have happened
     */
    record Back(
            LedgerEntry effect, String request, @Nullable String receipt, EffectDefinition.Compensation compensation)
            implements Act {

        /** @throws UnknownToThisVersion when it cannot be read for certain what is to be undone */
        static Back of(LedgerEntry effect, EffectDefinition definition, EffectDefinition.Compensation compensation) {
            return new Back(effect, effect.currentRequest(definition), effect.currentReceipt(definition), compensation);
        }

        @Override
        public IdempotencyKey key() {
            return effect.key().undo();
        }

        @Override
        public Attempt attempt(int number, @Nullable Connection transaction, Lease lease) {
            return Attempt.undoOf(effect.key(), number, transaction, lease);
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
            return compensation.find(request, receipt, attempt);
        }

        @Override
        public String perform(Attempt attempt) throws Exception {
            return compensation.undo(request, receipt, attempt);
        }

        @Override
        public @Nullable String receiptShape() {
            return null;
        }
    }
}

package bench.ledger;

import io.backstitch.compensation.Attempt;
import io.backstitch.compensation.EffectDefinition;
import io.backstitch.compensation.Recovery;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An effect that does nothing outside, so that only the ledger is measured.
 *
 * @param step which of the steps of its run
 */
record NoPartner(int step) implements EffectDefinition {

    static final String TYPE = "bench.step-";
    static final String UNDO = "bench.undo-";
    static final String REQUEST = "{\"amount\":4900,\"currency\":\"EUR\",\"cardToken\":\"tok_visa_0001\"}";
    static final String RECEIPT = "{\"charge\":\"ch_00000001\"}";

    @Override
    public String type() {
        return TYPE + step;
    }

    @Override
    public Recovery recovery() {
        return Recovery.REPEAT_WITH_KEY;
    }

    @Override
    public String perform(String request, Attempt attempt) {
        return RECEIPT;
    }

    @Override
    public boolean canFind() {
        return false;
    }

    @Override
    public Optional<String> find(String request, Attempt attempt) {
        return Optional.empty();
    }

    @Override
    public Duration inFlightLimit() {
        return Duration.ZERO;
    }

    @Override
    public Compensation compensation() {
        return new Undo(step);
    }

    private record Undo(int step) implements Compensation {
        @Override
        public String type() {
            return UNDO + step;
        }

        @Override
        public Recovery recovery() {
            return Recovery.REPEAT_WITH_KEY;
        }

        @Override
        public String undo(String request, @Nullable String receipt, Attempt attempt) {
            return "{}";
        }

        @Override
        public boolean canFind() {
            return false;
        }

        @Override
        public Optional<String> find(String request, @Nullable String receipt, Attempt attempt) {
            return Optional.empty();
        }

        @Override
        public Duration inFlightLimit() {
            return Duration.ZERO;
        }
    }
}

package io.backstitch.compensation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A partner that can be told to fail before or after the effect, and that keeps its own record of what was done: the
 * witness. It never deduplicates, so that each double call shows.
 */
final class RecordingPartner implements EffectDefinition {

    /** When the next call fails. */
    enum Fault {
        NOT_REACHED,
        REFUSED,
        CUT_BEFORE,
        CUT_AFTER
    }

    static final class PartnerFailure extends Exception {
        private static final long serialVersionUID = 1L;
        final Fault fault;

        PartnerFailure(Fault fault) {
            super(fault.name());
            this.fault = fault;
        }
    }

    static final FailureClassifier CLASSIFIER = failure -> {
        if (!(failure instanceof PartnerFailure partnerFailure)) {
            return FailureClassifier.Verdict.UNKNOWN;
        }
        return switch (partnerFailure.fault) {
            case NOT_REACHED -> FailureClassifier.Verdict.NOT_REACHED;
            case REFUSED -> FailureClassifier.Verdict.REFUSED;
            case CUT_BEFORE, CUT_AFTER -> FailureClassifier.Verdict.UNKNOWN;
        };
    };

    private final String type;
    private final Recovery recovery;
    private final boolean findable;
    private boolean readable = true;
    private final boolean compensated;
    private final List<String> record;
    private final Map<String, String> receipts = Collections.synchronizedMap(new HashMap<>());
    private Duration inFlightLimit = Duration.ZERO;
    private @Nullable Fault next;
    private @Nullable Runnable beforeAnswer;
    private @Nullable Runnable beforeEffect;

    RecordingPartner(String type, Recovery recovery, boolean findable, boolean compensated, List<String> record) {
        this.type = type;
        this.recovery = recovery;
        this.findable = findable;
        this.compensated = compensated;
        this.record = record;
    }

    static RecordingPartner of(String type, Recovery recovery, List<String> record) {
        return new RecordingPartner(type, recovery, recovery == Recovery.ASK_PARTNER, true, record);
    }

    static List<String> newRecord() {
        return Collections.synchronizedList(new ArrayList<>());
    }

    RecordingPartner failNext(Fault fault) {
        next = fault;
        return this;
    }

    /** Runs once, when the partner is called and has done nothing yet. */
    RecordingPartner beforeEffect(Runnable action) {
        beforeEffect = action;
        return this;
    }

    /** Runs once, when the effect has happened and before the worker hears of it. */
    RecordingPartner beforeAnswer(Runnable action) {
        beforeAnswer = action;
        return this;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public Recovery recovery() {
        return recovery;
    }

    /** From now on it is a version that does not read what was written before. */
    RecordingPartner withAnotherShape() {
        readable = false;
        return this;
    }

    @Override
    public String currentReceipt(String stored, @Nullable String shape) {
        if (!readable) {
            throw new UnknownToThisVersion("written otherwise");
        }
        return stored;
    }

    @Override
    public String receiptShape() {
        return "of: String";
    }

    @Override
    public String perform(String request, Attempt attempt) throws PartnerFailure {
        return happen("do " + type, attempt);
    }

    @Override
    public boolean canFind() {
        return findable;
    }

    @Override
    public Optional<String> find(String request, Attempt attempt) {
        return Optional.ofNullable(receipts.get(attempt.key().value()));
    }

    @Override
    public Duration inFlightLimit() {
        return inFlightLimit;
    }

    /** From now on the partner may act on a call for this long after it was made. */
    RecordingPartner inFlightFor(Duration limit) {
        inFlightLimit = limit;
        return this;
    }

    @Override
    public @Nullable Compensation compensation() {
        return compensated ? new Undo() : null;
    }

    private String happen(String what, Attempt attempt) throws PartnerFailure {
        Fault fault = next;
        next = null;
        if (fault != null && fault != Fault.CUT_AFTER) {
            throw new PartnerFailure(fault);
        }
        Runnable first = beforeEffect;
        beforeEffect = null;
        if (first != null) {
            first.run();
        }
        record.add(what);
        String receipt = "{\"of\":\"" + attempt.key() + "\",\"number\":" + record.size() + "}";
        receipts.put(attempt.key().value(), receipt);
        Runnable action = beforeAnswer;
        beforeAnswer = null;
        if (action != null) {
            action.run();
        }
        if (fault == Fault.CUT_AFTER) {
            throw new PartnerFailure(fault);
        }
        return receipt;
    }

    private final class Undo implements Compensation {
        @Override
        public String type() {
            return "undo-" + type;
        }

        @Override
        public Recovery recovery() {
            return switch (recovery) {
                case IN_TRANSACTION, REPEAT_WITH_KEY -> Recovery.REPEAT_WITH_KEY;
                case REPEATABLE, ASK_PARTNER, ASK_PERSON -> recovery;
            };
        }

        @Override
        public boolean canFind() {
            return findable;
        }

        @Override
        public Optional<String> find(String request, @Nullable String receipt, Attempt attempt) {
            return Optional.ofNullable(receipts.get(attempt.key().value()));
        }

        @Override
        public Duration inFlightLimit() {
            return inFlightLimit;
        }

        @Override
        public String undo(String request, @Nullable String receipt, Attempt attempt) throws PartnerFailure {
            return happen("undo " + type, attempt);
        }
    }
}

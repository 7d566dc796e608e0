package io.backstitch.compensation;

import io.backstitch.compensation.EffectListener.Milestone;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a claim leads to, forward and back alike: the partner is called, asked first, or left alone.
 *
 * <p>A call begins within a second of its claim, or not at all. A process may stand still in between (its machine is paused, its
 * memory is cleaned, the database answers late), and others take over meanwhile; what it would then send has no place in what
 * they found out.
 */
final class Performance {

    private static final Logger log = LoggerFactory.getLogger(Performance.class);
    /** Long enough for a database in trouble; shorter than the silence after which others take over. */
    private static final Duration LATEST_CALL = Duration.ofSeconds(1);

    private final Ledger ledger;
    private final FailureClassifier failures;
    private final EffectListener listener;

    Performance(Ledger ledger, FailureClassifier failures, EffectListener listener) {
        this.ledger = ledger;
        this.failures = failures;
        this.listener = listener;
    }

    /** What becomes of an answer that came after another attempt had taken over. */
    @FunctionalInterface
    interface Overtaken {
        Outcome with(String receipt) throws Exception;
    }

    /** How a claim is asked for; within the transaction of an {@link Recovery#IN_TRANSACTION} effect where there is one. */
    @FunctionalInterface
    interface Asking {
        Claim claim(@Nullable Connection transaction) throws Exception;
    }

    /** From when on a partner's "not known" is believed: a call that was announced then can no longer act. */
    static Instant certain(Instant announced, Duration inFlightLimit) {
        return announced.plus(LATEST_CALL).plus(inFlightLimit);
    }

    /**
     * Claims, and does what the claim allows.
     *
     * @throws Exception what the call failed with, after the ledger has recorded whether it may have happened
     */
    Outcome of(Act act, Asking asking, Overtaken overtaken) throws Exception {
        listener.reached(Milestone.BEFORE_CLAIM, act.key());
        if (act.recovery() != Recovery.IN_TRANSACTION) {
            Instant announced = ledger.now();
            Claim claim = asking.claim(null);
            return claim instanceof Claim.Granted granted
                    ? perform(act, granted, announced, overtaken)
                    : withoutCalling(act, claim);
        }
        return Sql.<Outcome, Exception>transaction(ledger.dataSource(), connection -> {
            Claim claim = asking.claim(connection);
            return claim instanceof Claim.Granted granted
                    ? performWithin(connection, act, granted)
                    : withoutCalling(act, claim);
        });
    }

    private static Outcome withoutCalling(Act act, Claim claim) {
        return switch (claim) {
            case Claim.Granted granted -> throw new IllegalStateException("granted: " + granted);
            case Claim.Completed completed -> new Outcome.Done(completed.receipt());
            case Claim.Busy busy -> new Outcome.NotNow(busy.until(), "another attempt is under way");
            case Claim.Overdue overdue -> new Outcome.Overdue(overdue.reason());
            case Claim.InDoubt inDoubt -> new Outcome.InDoubt(act.key(), inDoubt.since());
            case Claim.Voided voided -> new Outcome.Voided(voided.reason());
            case Claim.NotPermitted no -> new Outcome.NotPermitted(act.key(), no.reason());
            case Claim.Refused refused -> new Outcome.Refused(act.key(), refused.stored(), refused.given());
        };
    }

    private Outcome perform(Act act, Claim.Granted granted, Instant announced, Overtaken overtaken) throws Exception {
        listener.reached(Milestone.CLAIMED, act.key());
        Attempt attempt = act.attempt(granted.attempt(), null, ledger.lease(act.key(), granted.attempt()));
        Instant inDoubtSince = granted.inDoubtSince();
        if (inDoubtSince == null || act.recovery() != Recovery.ASK_PARTNER) {
            return callSoon(act, attempt, granted.inDoubt(), announced, overtaken);
        }
        Optional<String> found = ask(act, attempt);
        if (found.isPresent()) {
            return finish(act, attempt, found.get(), overtaken);
        }
        Instant certain = certain(inDoubtSince, act.inFlightLimit());
        if (certain.isAfter(ledger.now())) {
            ledger.inDoubt(act.key(), attempt.number(), "the partner does not know it yet, but may still act on it");
            return new Outcome.NotNow(certain, "the partner may still act on an earlier call");
        }
        Instant announcedAgain = ledger.now();
        if (!ledger.callsAgain(act.key(), attempt.number())) {
            return new Outcome.NotNow(ledger.now(), "a newer attempt has taken over");
        }
        return callSoon(act, attempt, false, announcedAgain, overtaken);
    }

    private Outcome callSoon(Act act, Attempt attempt, boolean inDoubt, Instant announced, Overtaken overtaken)
            throws Exception {
        Duration late = Duration.between(announced, ledger.now());
        if (late.compareTo(LATEST_CALL) <= 0) {
            return finish(act, attempt, call(act, attempt, inDoubt), overtaken);
        }
        String reason = "not called: this process stood still for %d ms after its claim".formatted(late.toMillis());
        log.warn("Effect {} (attempt {}) was {}", act.key(), attempt.number(), reason);
        if (inDoubt) {
            ledger.inDoubt(act.key(), attempt.number(), reason);
        } else {
            ledger.notDone(act.key(), attempt.number(), reason);
        }
        return new Outcome.NotNow(ledger.now(), reason);
    }

    private Optional<String> ask(Act act, Attempt attempt) throws Exception {
        try {
            return act.find(attempt);
        } catch (Exception e) {
            ledger.inDoubt(act.key(), attempt.number(), "the partner could not be asked: " + failures.sentence(e));
            throw e;
        }
    }

    private String call(Act act, Attempt attempt, boolean inDoubt) throws Exception {
        try {
            String receipt = act.perform(attempt);
            listener.reached(Milestone.CALLED, act.key());
            return receipt;
        } catch (Exception e) {
            recordFailure(act, attempt, inDoubt, e);
            throw e;
        }
    }

    /** A partner that recognises the key answers for the earlier attempts too; any other failure leaves them in doubt. */
    private void recordFailure(Act act, Attempt attempt, boolean inDoubt, Exception failure) {
        boolean known = switch (failures.verdict(failure)) {
            case UNKNOWN -> false;
            case NOT_REACHED -> !inDoubt;
            case REFUSED -> !inDoubt || act.recovery() == Recovery.REPEAT_WITH_KEY;
        };
        if (known) {
            ledger.notDone(act.key(), attempt.number(), failures.sentence(failure));
        } else {
            ledger.inDoubt(act.key(), attempt.number(), failures.sentence(failure));
        }
    }

    private Outcome finish(Act act, Attempt attempt, String receipt, Overtaken overtaken) throws Exception {
        if (!ledger.complete(act.key(), attempt.number(), receipt, act.receiptShape())) {
            reportIfTwice(act, attempt, receipt);
            return overtaken.with(receipt);
        }
        listener.reached(Milestone.RECORDED, act.key());
        log.info("Effect {} completed (attempt {})", act.key(), attempt.number());
        return new Outcome.Done(receipt);
    }

    /** Who recognises keys gives the same receipt again, and where twice is the same as once nothing is wrong. */
    private void reportIfTwice(Act act, Attempt attempt, String receipt) {
        if (act.recovery() == Recovery.ASK_PARTNER && ledger.happenedTwice(act.key(), attempt.number(), receipt)) {
            log.error(
                    "Effect {} happened twice: attempt {} was overtaken while it called, and has another receipt than the one that counts; undo what that stands for by hand",
                    act.key(),
                    attempt.number());
        }
    }

    private Outcome performWithin(Connection connection, Act act, Claim.Granted granted) throws Exception {
        listener.reached(Milestone.CLAIMED, act.key());
        Attempt attempt = act.attempt(granted.attempt(), connection, Lease.HELD);
        String receipt = act.perform(attempt);
        listener.reached(Milestone.CALLED, act.key());
        if (!ledger.completeWithin(connection, act.key(), attempt.number(), receipt, act.receiptShape())) {
            throw new IllegalStateException("The claim of " + act.key() + " was lost within its own transaction");
        }
        return new Outcome.Done(receipt);
    }
}

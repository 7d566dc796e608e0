package io.backstitch.compensation;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes an effect happen once, whatever crashes.
 *
 * <ol>
 *   <li>claim the key: committed before anything is called, so that a crash leaves a trace;
 *   <li>if an earlier attempt's outcome is unknown, resolve it by the declared {@link Recovery};
 *   <li>call the outside with the key;
 *   <li>complete the key with the receipt; an attempt that was overtaken changes nothing.
 * </ol>
 *
 * <p>After a crash at any point the next attempt goes on from what is recorded. What it does not promise: that a partner
 * honours the key that it is given, or tells the truth when asked.
 *
 * @see <a href="https://aws.amazon.com/builders-library/making-retries-safe-with-idempotent-APIs/">Making retries safe
 *     with idempotent APIs</a>
 */
public final class EffectRunner {

    private static final Logger log = LoggerFactory.getLogger(EffectRunner.class);

    private final Ledger ledger;
    private final FailureClassifier failures;
    private final Unwinding unwinding;

    public EffectRunner(Ledger ledger, FailureClassifier failures, Unwinding unwinding) {
        this.ledger = ledger;
        this.failures = failures;
        this.unwinding = unwinding;
    }

    /**
     * Makes the effect happen unless it has happened.
     *
     * @throws Exception what the call failed with, after the ledger has recorded whether it may have happened
     */
    public Outcome once(EffectCall call) throws Exception {
        if (call.definition().recovery() == Recovery.IN_TRANSACTION) {
            return onceInTransaction(call);
        }
        return switch (ledger.claim(call)) {
            case Claim.Granted granted -> perform(call, granted);
            case Claim.Completed completed -> new Outcome.Done(completed.receipt());
            case Claim.Busy busy -> new Outcome.NotNow(busy.until(), "another attempt is under way");
            case Claim.InDoubt inDoubt -> new Outcome.InDoubt(call.key(), inDoubt.since());
            case Claim.Voided fenced -> new Outcome.Voided(fenced.reason());
            case Claim.Refused refused -> new Outcome.Refused(call.key(), refused.stored(), refused.given());
        };
    }

    private Outcome perform(EffectCall call, Claim.Granted granted) throws Exception {
        Attempt attempt = Attempt.of(call.key(), granted.attempt(), null);
        String receipt;
        boolean inDoubt = granted.inDoubt();
        try {
            Optional<String> found = inDoubt && recovery(call) == Recovery.ASK_PARTNER
                    ? call.definition().find(call.request(), attempt)
                    : Optional.empty();
            inDoubt = inDoubt && recovery(call) != Recovery.ASK_PARTNER;
            receipt = found.isPresent() ? found.get() : call.definition().perform(call.request(), attempt);
        } catch (Exception e) {
            recordFailure(call, granted.attempt(), inDoubt, e);
            throw e;
        }
        if (ledger.complete(call.key(), granted.attempt(), receipt)) {
            log.info("Effect {} completed (attempt {})", call.key(), granted.attempt());
            return new Outcome.Done(receipt);
        }
        return overtaken(call, receipt);
    }

    /** A partner that recognises the key answers for the earlier attempts too; any other failure leaves them in doubt. */
    private void recordFailure(EffectCall call, int attempt, boolean inDoubt, Exception failure) {
        boolean known = switch (failures.verdict(failure)) {
            case UNKNOWN -> false;
            case NOT_REACHED -> !inDoubt;
            case REFUSED -> !inDoubt || recovery(call) == Recovery.REPEAT_WITH_KEY;
        };
        if (known) {
            ledger.notDone(call.key(), attempt, failure.toString());
        } else {
            ledger.inDoubt(call.key(), attempt, failure.toString());
        }
    }

    private static Recovery recovery(EffectCall call) {
        return call.definition().recovery();
    }

    /** The attempt took longer than its lease: another one has the key, or an unwinding has declared it void. */
    private Outcome overtaken(EffectCall call, String receipt) throws Exception {
        LedgerEntry current = ledger.find(call.key()).orElseThrow();
        if (current.state() == EffectState.VOID
                && ledger.happenedAfterAll(call.key(), receipt, "happened after it had been declared void")) {
            log.warn("Effect {} happened after it had been declared void; it is undone now", call.key());
            return unwinding.undoLate(call.saga(), call.definition());
        }
        if (current.state() == EffectState.COMPLETED) {
            return new Outcome.Done(current.receipt() == null ? receipt : current.receipt());
        }
        return new Outcome.NotNow(ledger.now().plus(Duration.ofSeconds(1)), "a newer attempt has taken over");
    }

    private Outcome onceInTransaction(EffectCall call) throws Exception {
        return Sql.<Outcome, Exception>transaction(ledger.dataSource(), connection -> {
            Claim claim = ledger.claimWithin(connection, call);
            return switch (claim) {
                case Claim.Granted granted -> {
                    Attempt attempt = Attempt.of(call.key(), granted.attempt(), connection);
                    String receipt = call.definition().perform(call.request(), attempt);
                    completeOrFail(connection, attempt, receipt);
                    yield new Outcome.Done(receipt);
                }
                case Claim.Completed completed -> new Outcome.Done(completed.receipt());
                case Claim.Busy busy -> new Outcome.NotNow(busy.until(), "another attempt is under way");
                case Claim.InDoubt inDoubt -> new Outcome.InDoubt(call.key(), inDoubt.since());
                case Claim.Voided fenced -> new Outcome.Voided(fenced.reason());
                case Claim.Refused refused -> new Outcome.Refused(call.key(), refused.stored(), refused.given());
            };
        });
    }

    private void completeOrFail(Connection connection, Attempt attempt, String receipt) throws SQLException {
        if (!ledger.completeWithin(connection, attempt.key(), attempt.number(), receipt)) {
            throw new IllegalStateException("The claim of " + attempt.key() + " was lost within its own transaction");
        }
    }
}

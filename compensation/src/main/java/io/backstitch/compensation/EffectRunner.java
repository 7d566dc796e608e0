package io.backstitch.compensation;

import java.time.Duration;
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
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Ledger ledger;
    private final Performance performance;
    private final Unwinding unwinding;

    public EffectRunner(Ledger ledger, FailureClassifier failures, Unwinding unwinding, EffectListener listener) {
        this.ledger = ledger;
        this.performance = new Performance(ledger, failures, listener);
        this.unwinding = unwinding;
    }

    /**
     * Makes the effect happen unless it has happened.
     *
     * @throws Exception what the call failed with, after the ledger has recorded whether it may have happened
     */
    public Outcome once(EffectCall call) throws Exception {
        return performance.of(
                new Act.Forward(call),
                transaction -> transaction == null ? ledger.claim(call) : ledger.claimWithin(transaction, call),
                receipt -> overtaken(call, receipt));
    }

    /** The attempt took longer than its lease: another one has the key, or an unwinding has declared it void. */
    private Outcome overtaken(EffectCall call, String receipt) throws Exception {
        LedgerEntry current = ledger.find(call.key()).orElseThrow();
        if (current.state() == EffectState.VOID
                && ledger.happenedAfterAll(
                        call.key(),
                        receipt,
                        call.definition().receiptShape(),
                        "happened after it had been declared void")) {
            log.warn("Effect {} happened after it had been declared void; it is undone now", call.key());
            return unwinding.undoLate(call.saga(), call.definition());
        }
        if (current.state() == EffectState.COMPLETED) {
            String first = current.currentReceipt(call.definition());
            return new Outcome.Done(first == null ? receipt : first);
        }
        return new Outcome.NotNow(ledger.now().plus(PAUSE), "a newer attempt has taken over");
    }
}

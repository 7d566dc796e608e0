package io.backstitch.compensation;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether an effect in doubt happened, without making it happen if that can be helped: asks the partner where it
 * can be asked; repeats the call where the partner recognises the key; presumes that it happened where undoing is harmless.
 */
final class Settlement {

    private static final Logger log = LoggerFactory.getLogger(Settlement.class);

    private final Ledger ledger;
    private final FailureClassifier failures;

    Settlement(Ledger ledger, FailureClassifier failures) {
        this.ledger = ledger;
        this.failures = failures;
    }

    /**
     * Brings an effect that was taken over to COMPLETED or VOID.
     *
     * @throws Exception when the partner could not be asked; the effect stays in doubt
     */
    void settle(LedgerEntry effect, EffectDefinition definition, Claim.Granted granted) throws Exception {
        Attempt attempt = Attempt.of(effect.key(), granted.attempt(), null);
        try {
            if (effect.compensation() == null || effect.recovery() == Recovery.IN_TRANSACTION) {
                ledger.voidEffect(effect.key(), granted.attempt(), "nothing of it needs to be undone");
            } else if (definition.canFind()) {
                ask(effect, definition, attempt);
            } else if (effect.recovery() == Recovery.REPEATABLE) {
                presume(effect);
            } else {
                repeat(effect, definition, attempt);
            }
        } catch (Exception e) {
            ledger.inDoubt(effect.key(), granted.attempt(), e.toString());
            throw e;
        }
        log.info("Effect {} settled before unwinding", effect.key());
    }

    private void ask(LedgerEntry effect, EffectDefinition definition, Attempt attempt) throws Exception {
        Optional<String> found = definition.find(effect.request(), attempt);
        EffectDefinition.Compensation compensation = definition.compensation();
        if (found.isPresent()) {
            ledger.happenedAfterAll(effect.key(), found.get(), "the partner says that it happened");
        } else if (compensation != null && compensation.recovery() == Recovery.REPEATABLE) {
            // It may have happened in part, which the partner does not call done.
            presume(effect);
        } else {
            ledger.voidEffect(effect.key(), attempt.number(), "the partner says that it did not happen");
        }
    }

    private void presume(LedgerEntry effect) {
        ledger.happenedAfterAll(effect.key(), null, "presumed to have happened: undoing it is harmless");
    }

    private void repeat(LedgerEntry effect, EffectDefinition definition, Attempt attempt) throws Exception {
        try {
            String receipt = definition.perform(effect.request(), attempt);
            ledger.happenedAfterAll(effect.key(), receipt, "asked by repeating the call with its key");
        } catch (Exception e) {
            if (failures.verdict(e) != FailureClassifier.Verdict.REFUSED) {
                throw e;
            }
            ledger.voidEffect(effect.key(), attempt.number(), "the partner refuses it: " + e.getMessage());
        }
    }
}

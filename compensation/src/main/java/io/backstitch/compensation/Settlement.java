package io.backstitch.compensation;

import java.time.Instant;
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
     * @return what stands in the way for now; empty when it is settled
     * @throws Exception when the partner could not be asked; the effect stays in doubt
     */
    Optional<Outcome> settle(LedgerEntry effect, EffectDefinition definition, Claim.Granted granted) throws Exception {
        Attempt attempt =
                Attempt.of(effect.key(), granted.attempt(), null, ledger.lease(effect.key(), granted.attempt()));
        try {
            if (effect.compensation() == null || effect.recovery() == Recovery.IN_TRANSACTION) {
                ledger.voidEffect(effect.key(), granted.attempt(), "nothing of it needs to be undone");
            } else if (definition.canFind()) {
                Optional<Outcome> obstacle = ask(effect, definition, attempt, granted);
                if (obstacle.isPresent()) {
                    return obstacle;
                }
            } else if (effect.recovery() == Recovery.REPEATABLE) {
                presume(effect);
            } else {
                repeat(effect, definition, attempt);
            }
        } catch (Exception e) {
            ledger.inDoubt(effect.key(), granted.attempt(), failures.sentence(e));
            throw e;
        }
        log.info("Effect {} settled before unwinding", effect.key());
        return Optional.empty();
    }

    private Optional<Outcome> ask(
            LedgerEntry effect, EffectDefinition definition, Attempt attempt, Claim.Granted granted) throws Exception {
        Optional<String> found = definition.find(effect.currentRequest(definition), attempt);
        EffectDefinition.Compensation compensation = definition.compensation();
        Instant since = granted.inDoubtSince() == null ? ledger.now() : granted.inDoubtSince();
        Instant certain = Performance.certain(since, definition.inFlightLimit());
        if (found.isPresent()) {
            ledger.happenedAfterAll(
                    effect.key(), found.get(), definition.receiptShape(), "the partner says that it happened");
        } else if (certain.isAfter(ledger.now())) {
            ledger.inDoubt(effect.key(), attempt.number(), "the partner does not know it yet, but may still act on it");
            return Optional.of(new Outcome.NotNow(certain, "the partner may still act on " + effect.key()));
        } else if (compensation != null && compensation.recovery() == Recovery.REPEATABLE) {
            // It may have happened in part, which the partner does not call done.
            presume(effect);
        } else {
            ledger.voidEffect(effect.key(), attempt.number(), "the partner says that it did not happen");
        }
        return Optional.empty();
    }

    private void presume(LedgerEntry effect) {
        ledger.happenedAfterAll(effect.key(), null, null, "presumed to have happened: undoing it is harmless");
    }

    private void repeat(LedgerEntry effect, EffectDefinition definition, Attempt attempt) throws Exception {
        try {
            String receipt = definition.perform(effect.currentRequest(definition), attempt);
            ledger.happenedAfterAll(
                    effect.key(), receipt, definition.receiptShape(), "asked by repeating the call with its key");
        } catch (Exception e) {
            if (failures.verdict(e) != FailureClassifier.Verdict.REFUSED) {
                throw e;
            }
            ledger.voidEffect(effect.key(), attempt.number(), "the partner refuses it: " + failures.sentence(e));
        }
    }
}

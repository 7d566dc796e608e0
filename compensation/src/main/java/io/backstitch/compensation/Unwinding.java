package io.backstitch.compensation;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a saga back: each effect that happened or may have happened is undone once, newest first.
 *
 * <ol>
 *   <li>{@link #settle Settle}: close the way for late workers, wait for those that are at work, find out what is unknown.
 *   <li>The engine's compensation event starts all handlers at once. Each comes to {@link #undo}, and is let through only
 *       when nothing newer is left; the others wait for their {@linkplain Turns turn}.
 *   <li>An effect whose activity was cut off after it had happened gets no handler from the engine. It is undone by
 *       whoever finds it newest: the settle step, or the handler of an older effect.
 * </ol>
 *
 * <p>Requests and receipts come from the ledger, never from the engine's variables. Settle and undo may be called any number
 * of times, by any number of workers at once.
 *
 * @see <a href="https://www.cs.cornell.edu/andru/cs711/2002fa/reading/sagas.pdf">Garcia-Molina and Salem: Sagas (1987)</a>
 */
public final class Unwinding {

    private static final Logger log = LoggerFactory.getLogger(Unwinding.class);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Ledger ledger;
    private final Sagas sagas;
    private final Map<String, EffectDefinition> definitions;
    private final Settlement settlement;
    private final Performance performance;
    private final EffectListener listener;
    private final Duration undoLease;
    private final Turns turns;
    private final Strays strays;

    /**
     * @param definitions all effects by their type
     * @param undoLease how long one undo may take
     * @param patience how long a call waits here for what comes first, before it answers {@link Outcome.NotNow}
     */
    public Unwinding(
            Ledger ledger,
            Sagas sagas,
            Map<String, EffectDefinition> definitions,
            FailureClassifier failures,
            EffectListener listener,
            Duration undoLease,
            Duration patience) {
        this.ledger = ledger;
        this.sagas = sagas;
        this.definitions = Map.copyOf(definitions);
        this.settlement = new Settlement(ledger, failures);
        this.performance = new Performance(ledger, failures, listener);
        this.listener = listener;
        this.undoLease = undoLease;
        this.turns = new Turns(patience);
        this.strays = new Strays(ledger.dataSource(), ledger::now);
    }

    /**
     * Brings every effect of the elements to a known state. Afterwards none of them can begin any more, and those that no
     * handler of the engine will undo are undone as far as they are the newest.
     *
     * @param elements ids of the model's elements that are unwound
     * @param activation the engine's number of the settle step: activations before it are void
     * @param cause why; null when it is not known
     * @return done; not now, when a worker is still at one of the effects; or in doubt, when a person must decide
     * @throws Exception when a partner could not be asked or an undo failed
     */
    public Outcome settle(SagaId saga, Collection<String> elements, long activation, @Nullable String cause)
            throws Exception {
        sagas.fence(saga, elements, activation, cause);
        return turns.inTurn(turn(saga, null), () -> settleFenced(saga));
    }

    private Outcome settleFenced(SagaId saga) throws Exception {
        List<LedgerEntry> effects = sagas.behindFence(saga);
        for (LedgerEntry effect : effects) {
            if (effect.isInDoubt()) {
                listener.reached(EffectListener.Milestone.SETTLING, effect.key());
                Optional<Outcome> obstacle = settleOne(effect);
                if (obstacle.isPresent()) {
                    return obstacle.get();
                }
            }
        }
        boolean handlersUndoAll = effects.stream().allMatch(LedgerEntry::isUndoneByHandler);
        return handlersUndoAll ? new Outcome.Done("{}") : undoFromTheTop(sagas.leftToUndo(saga), effect -> false);
    }

    private Optional<Outcome> settleOne(LedgerEntry effect) throws Exception {
        return switch (ledger.claimToSettle(effect.key(), leaseEnd())) {
            case Claim.Granted granted -> settlement.settle(effect, definition(effect), granted);
            case Claim.Overdue overdue -> Optional.of(notNow(overdue.reason()));
            case Claim.Busy busy -> Optional.of(notNow("effect " + effect.key() + " is under way"));
            case Claim.InDoubt inDoubt -> {
                sagas.waitForPerson(effect.saga());
                yield Optional.of(new Outcome.InDoubt(effect.key(), inDoubt.since()));
            }
            case Claim.Completed ignored -> Optional.empty();
            case Claim.Voided ignored -> Optional.empty();
            case Claim.NotPermitted no -> Optional.of(new Outcome.NotPermitted(effect.key(), no.reason()));
            case Claim.Refused refused ->
                Optional.of(new Outcome.Refused(effect.key(), refused.stored(), refused.given()));
        };
    }

    /**
     * Undoes the effects whose compensation this is, once nothing newer is left to undo.
     *
     * @param compensation job type of the compensation
     * @return done, also when there was nothing to undo; or not now, when something newer comes first
     * @throws Exception what the undo failed with
     * @throws IllegalStateException when an effect of it stands that no settle step covers: the model lacks one, or has it in another scope
     */
    public Outcome undo(SagaId saga, String compensation) throws Exception {
        return turns.inTurn(turn(saga, compensation), () -> undoNow(saga, compensation));
    }

    private Outcome undoNow(SagaId saga, String compensation) throws Exception {
        List<LedgerEntry> left = sagas.requestUndo(saga, compensation);
        if (left.stream().noneMatch(effect -> isUndoneBy(compensation, effect))) {
            requireFenced(saga, compensation);
        }
        return undoFromTheTop(left, effect -> isUndoneBy(compensation, effect));
    }

    /**
     * Undoes the effects of called processes, which end without compensating, once nothing newer is left to undo.
     *
     * @return as {@link #undo}
     * @throws Exception what the undo failed with
     */
    public Outcome undoCalled(SagaId saga) throws Exception {
        return turns.inTurn(
                turn(saga, null),
                () -> undoFromTheTop(sagas.leftToUndo(saga), effect -> Elements.isOfCalledProcess(effect.element())));
    }

    private static boolean isUndoneBy(String compensation, LedgerEntry effect) {
        return compensation.equals(effect.compensation());
    }

    /** A handler that has nothing to do comes again after it has done it, and no other time. */
    private void requireFenced(SagaId saga, String compensation) {
        boolean stands = sagas.standing(saga).stream().anyMatch(effect -> isUndoneBy(compensation, effect));
        boolean fenced = sagas.behindFence(saga).stream().anyMatch(effect -> isUndoneBy(compensation, effect));
        if (stands && !fenced) {
            throw new IllegalStateException(
                    "The compensation %s of %s was started without a settle step that covers its effect; put a saga.settle task in front of the compensation event, in the scope that is unwound"
                            .formatted(compensation, saga));
        }
    }

    /**
     * Undoes what stands although the run ends and no handler is going to come for it. Nothing is left to do after an unwinding in which the engine
     * has started the handler of each effect; so this is said aloud.
     *
     * @param activation the engine's number of the end event
     * @param rolledBack whether the end says that nothing of the run stands: then effects that no settle step covered are undone, too
     * @return as {@link #undo}; done when nothing is left
     * @throws Exception what an undo failed with
     */
    public Outcome finish(SagaId saga, long activation, boolean rolledBack) throws Exception {
        if (rolledBack) {
            Set<String> elements =
                    sagas.standing(saga).stream().map(LedgerEntry::element).collect(Collectors.toSet());
            if (!elements.isEmpty()) {
                sagas.fence(saga, elements, activation, null);
            }
        }
        return turns.inTurn(turn(saga, null), () -> finishFenced(saga));
    }

    private Outcome finishFenced(SagaId saga) throws Exception {
        List<LedgerEntry> left = sagas.leftToUndo(saga);
        left.forEach(effect -> log.error(
                "Effect {} stands at the end of its run, and no handler came to undo it; it is undone now",
                effect.key()));
        return undoFromTheTop(left, effect -> true);
    }

    /** Undoes an effect that happened after it had been declared void, at once. */
    Outcome undoLate(SagaId saga, EffectDefinition definition) throws Exception {
        EffectDefinition.Compensation compensation = definition.compensation();
        if (compensation == null) {
            return new Outcome.Voided("it happened late, and stands without a compensation");
        }
        Outcome outcome = undoFromTheTop(sagas.leftToUndo(saga), effect -> isUndoneBy(compensation.type(), effect));
        return outcome instanceof Outcome.Done ? new Outcome.Voided("it happened late and was undone") : outcome;
    }

    /**
     * Undoes one effect that somebody made with the copied name of a run, and leaves those of the run itself. Once this has begun, the run does not get the
     * receipt any more.
     *
     * @param strangers process instances that do not belong to the run: where another has asked for the same effect, it is the run's, and stands
     * @return done when it stands no more, or is the run's; voided when it has no compensation
     * @throws Exception when a partner could not be asked, or the undo failed
     */
    public Outcome undoStray(IdempotencyKey key, Collection<Long> strangers) throws Exception {
        LedgerEntry effect = ledger.find(key).orElseThrow();
        if (effect.isInDoubt()) {
            Optional<Outcome> obstacle = settleOne(effect);
            if (obstacle.isPresent()) {
                return obstacle.get();
            }
            effect = ledger.find(key).orElseThrow();
        }
        if (effect.state() != EffectState.COMPLETED) {
            return new Outcome.Done("{}");
        }
        if (effect.compensation() == null) {
            return new Outcome.Voided("it stands without a compensation");
        }
        return strays.take(key, strangers) ? undoTaken(effect) : new Outcome.Done("{}");
    }

    private Outcome undoTaken(LedgerEntry stray) throws Exception {
        Outcome outcome = undoOne(stray);
        if (outcome instanceof Outcome.Done) {
            sagas.undoneSince(stray.saga());
        }
        return outcome;
    }

    private Outcome undoFromTheTop(List<LedgerEntry> left, Predicate<LedgerEntry> mine) throws Exception {
        for (int undone = 0; undone < left.size(); undone++) {
            LedgerEntry newest = left.get(undone);
            boolean minesTurn = mine.test(newest);
            if (!minesTurn && newest.awaitsAcknowledgement(ledger.now())) {
                return notNow("the worker of " + newest.key() + " is about to report");
            }
            boolean forgotten = newest.isForgotten(left, ledger.now());
            if (!minesTurn && forgotten) {
                log.error("No handler came for {}, while those of older effects wait; it is undone now", newest.key());
            }
            if (!minesTurn && !forgotten && !newest.isOrphan(ledger.now())) {
                if (undone > 0) {
                    turns.pass(turn(newest.saga(), newest.compensation()));
                }
                boolean mineLeft = left.stream().skip(undone).anyMatch(mine);
                return mineLeft ? notNow(newest.key() + " is newer and comes first") : new Outcome.Done("{}");
            }
            Outcome outcome = undoOne(newest);
            if (!(outcome instanceof Outcome.Done) && !(outcome instanceof Outcome.Voided)) {
                return outcome;
            }
        }
        return new Outcome.Done("{}");
    }

    private static String turn(SagaId saga, @Nullable String compensation) {
        return saga.value() + '/' + compensation;
    }

    private Outcome undoOne(LedgerEntry effect) throws Exception {
        EffectDefinition.Compensation compensation = compensation(effect);
        Outcome outcome = performance.of(
                Act.Back.of(effect, definition(effect), compensation),
                transaction -> transaction == null
                        ? ledger.claimUndo(effect, compensation, leaseEnd())
                        : ledger.claimUndoWithin(transaction, effect, compensation, leaseEnd()),
                receipt -> notNow("a newer attempt has taken over the undo of " + effect.key()));
        if (outcome instanceof Outcome.InDoubt) {
            sagas.waitForPerson(effect.saga());
        }
        return outcome;
    }

    private EffectDefinition definition(LedgerEntry effect) {
        EffectDefinition definition = definitions.get(effect.type());
        if (definition == null) {
            throw new UnknownToThisVersion("No worker here knows the effect type %s of %s; deploy a version that does"
                    .formatted(effect.type(), effect.key()));
        }
        return definition;
    }

    private EffectDefinition.Compensation compensation(LedgerEntry effect) {
        EffectDefinition.Compensation compensation = definition(effect).compensation();
        if (compensation == null) {
            throw new IllegalStateException("The effect type %s of %s no longer declares a compensation"
                    .formatted(effect.type(), effect.key()));
        }
        return compensation;
    }

    private Outcome.NotNow notNow(String reason) {
        return new Outcome.NotNow(ledger.now().plus(PAUSE), reason);
    }

    private Instant leaseEnd() {
        return ledger.now().plus(undoLease);
    }
}

package io.backstitch.compensation;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * What persons decide about effects in doubt, on record. An effect that never was in doubt cannot be decided, and one that a
 * worker is at cannot either: a decision never contradicts what is known.
 *
 * <p>A later decision takes the place of an earlier one while nothing was built on that: no step has got the receipt, no undo has begun with it, and of
 * an undo: nothing has happened in the run since. Both stay on record.
 *
 * <p>An undo may also be decided when it has failed for good: it was done by hand, or the effect is left standing.
 */
public final class Decisions {

    private final DataSource dataSource;
    private final Clock clock;

    public Decisions(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /** Records the decision with the change that it makes, in one transaction. The same decision again changes nothing. */
    public Decided record(Decision decision) {
        return Sql.transaction(dataSource, connection -> record(connection, decision));
    }

    /** As {@link #record(Decision)}, in the caller's transaction: what the caller does beside it comes together with it. */
    public Decided record(Connection connection, Decision decision) throws SQLException {
        if (decision.key().isUndo()) {
            openUndo(connection, decision.key());
        }
        Optional<LedgerEntry> known = LedgerEntries.lock(connection, decision.key());
        if (known.isEmpty()) {
            return new Decided.NoSuchEffect();
        }
        LedgerEntry effect = known.get();
        EffectState target = target(decision);
        if (effect.state() == target && wasDecided(connection, decision) && hasReceiptOf(decision, effect)) {
            return new Decided.Known(effect.saga());
        }
        if (canBeDecided(effect, decision)) {
            change(connection, effect, target, decision);
            return new Decided.Recorded(effect.saga());
        }
        Optional<String> before = effect.undoes() == null && decision.verdict() == Decision.Verdict.LEFT_STANDING
                ? Optional.empty()
                : Superseding.lastWord(connection, effect);
        if (before.isEmpty()) {
            return new Decided.NothingToDecide(effect.state());
        }
        Superseding.takeBack(connection, effect, clock.instant());
        change(connection, effect, target, decision);
        return new Decided.Recorded(effect.saga(), before.get());
    }

    private static boolean hasReceiptOf(Decision decision, LedgerEntry effect) {
        return decision.verdict() != Decision.Verdict.HAPPENED
                || receipt(decision).equals(effect.receiptText());
    }

    private static String receipt(Decision decision) {
        return decision.receipt() == null ? "{}" : decision.receipt();
    }

    private boolean canBeDecided(LedgerEntry effect, Decision decision) {
        if (effect.isUnderWay(clock.instant())) {
            return false;
        }
        if (effect.undoes() == null) {
            return effect.isInDoubt() && decision.verdict() != Decision.Verdict.LEFT_STANDING;
        }
        return effect.isInDoubt() || effect.state() == EffectState.NOT_DONE;
    }

    private static EffectState target(Decision decision) {
        return switch (decision.verdict()) {
            case HAPPENED -> EffectState.COMPLETED;
            case DID_NOT_HAPPEN -> EffectState.NOT_DONE;
            case LEFT_STANDING -> EffectState.VOID;
        };
    }

    private void change(Connection connection, LedgerEntry effect, EffectState target, Decision decision)
            throws SQLException {
        Instant now = clock.instant();
        String receipt = decision.verdict() == Decision.Verdict.HAPPENED ? receipt(decision) : null;
        Sql.update(
                connection,
                "UPDATE effect SET state = ?, receipt = ?, receipt_shape = NULL, lease_until = ?, changed_at = ? WHERE key = ?",
                target,
                receipt,
                now,
                now,
                effect.key().value());
        append(connection, effect.key(), effect.attempt(), target, decision, now);
        IdempotencyKey undone = effect.undoes();
        if (undone != null && target == EffectState.COMPLETED) {
            Sql.update(
                    connection,
                    "UPDATE effect SET state = 'UNDONE', changed_at = ? WHERE key = ?",
                    now,
                    undone.value());
            append(connection, undone, effect.attempt(), EffectState.UNDONE, decision, now);
        }
    }

    private static void append(
            Connection connection, IdempotencyKey key, int attempt, EffectState state, Decision decision, Instant now)
            throws SQLException {
        LedgerEntries.append(connection, key, attempt, state.name(), decision.detail(), decision.who(), now);
    }

    private static boolean wasDecided(Connection connection, Decision decision) throws SQLException {
        return Sql.one(
                        connection,
                        "SELECT 1 AS one FROM effect_event WHERE key = ? AND actor IS NOT NULL AND detail LIKE ? LIMIT 1",
                        row -> row.getInt("one"),
                        decision.key().value(),
                        "decided: " + decision.verdict() + ":%")
                .isPresent();
    }

    /** An undo within a transaction leaves no row when it fails: there is one from now on, so that it can be decided. */
    private void openUndo(Connection connection, IdempotencyKey key) throws SQLException {
        Instant now = clock.instant();
        Sql.update(
                connection, """
                INSERT INTO effect (key, saga, element, activation, type, undoes, recovery, state, attempt, owner,
                                    lease_until, fingerprint, request, claimed_at, called_at, changed_at)
                SELECT ?, saga, element, 0, compensation, key, recovery, 'NOT_DONE', 1, 'person', ?, fingerprint, request, ?, ?, ?
                FROM effect JOIN saga ON saga.id = effect.saga
                WHERE key = ? AND effect.state = 'COMPLETED' AND compensation IS NOT NULL AND saga.state = 'UNWINDING'
                ON CONFLICT (key) DO NOTHING
                """, key.value(), now, now, now, now, key.undone().value());
    }
}

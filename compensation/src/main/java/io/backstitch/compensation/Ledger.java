package io.backstitch.compensation;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has happened outside: one row per idempotency key, and an event for each change of it in the same transaction.
 *
 * <p>Guarantees: of any number of workers that claim a key at once, one is granted; a completion by any but the newest
 * attempt changes nothing; nothing is granted behind a fence. Leases are compared by the injected clock: the clocks of the
 * machines must differ by less than a lease.
 *
 * <p>An effect that nobody has claimed before costs one round trip to claim and one to complete.
 */
public final class Ledger {

    private static final Logger log = LoggerFactory.getLogger(Ledger.class);

    /** Grants a key that nobody has claimed; the lock on the saga's row makes claim and fence wait for each other. */
    private static final String CLAIM_NEW = """
            WITH open_saga AS (
                SELECT id FROM saga
                WHERE id = ? AND coalesce((fences ->> ?)::bigint, -1) < ?
                FOR SHARE
            ), claimed AS (
                INSERT INTO effect (key, saga, element, activation, type, compensation, recovery, state, attempt, owner,
                                    lease_until, fingerprint, request, claimed_at, changed_at)
                SELECT ?, id, ?, ?, ?, ?, ?, 'CLAIMED', 1, ?, ?, ?, ?, ?, ? FROM open_saga
                ON CONFLICT (key) DO NOTHING
                RETURNING key
            )
            INSERT INTO effect_event (key, attempt, event, at) SELECT key, 1, 'CLAIMED', ? FROM claimed
            """;

    private static final String COMPLETE = """
            WITH completed AS (
                UPDATE effect SET state = 'COMPLETED', receipt = ?, changed_at = ?
                WHERE key = ? AND attempt = ? AND state IN ('CLAIMED', 'IN_DOUBT')
                RETURNING key, attempt, undoes
            ), undone AS (
                UPDATE effect SET state = 'UNDONE', changed_at = ?
                FROM completed WHERE effect.key = completed.undoes
                RETURNING effect.key, effect.attempt
            )
            INSERT INTO effect_event (key, attempt, event, at)
            SELECT key, attempt, 'COMPLETED', ?::timestamptz FROM completed
            UNION ALL
            SELECT key, attempt, 'UNDONE', ?::timestamptz FROM undone
            """;

    private final DataSource dataSource;
    private final Clock clock;
    private final String owner;

    /** @param owner names this process in the rows that it claims */
    public Ledger(DataSource dataSource, Clock clock, String owner) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.owner = owner;
    }

    /** Asks to make an effect of the forward flow happen. Committed before it returns: intent first. */
    public Claim claim(EffectCall call) {
        if (Sql.alone(dataSource, connection -> claimNew(connection, call))) {
            return new Claim.Granted(1, false);
        }
        return Sql.transaction(dataSource, connection -> claimAgain(connection, call));
    }

    /** As {@link #claim}, within the caller's transaction: nothing is claimed when that rolls back. */
    Claim claimWithin(Connection connection, EffectCall call) throws SQLException {
        return claimNew(connection, call) ? new Claim.Granted(1, false) : claimAgain(connection, call);
    }

    private boolean claimNew(Connection connection, EffectCall call) throws SQLException {
        Instant now = clock.instant();
        EffectDefinition.Compensation compensation = call.definition().compensation();
        return Sql.update(
                        connection,
                        CLAIM_NEW,
                        call.saga().value(),
                        call.element(),
                        call.activation(),
                        call.key().value(),
                        call.element(),
                        call.activation(),
                        call.definition().type(),
                        compensation == null ? null : compensation.type(),
                        call.definition().recovery(),
                        owner,
                        now.plus(call.lease()),
                        call.fingerprint().value(),
                        call.request(),
                        now,
                        now,
                        now)
                == 1;
    }

    /** The saga is not open yet, the key is known, or a fence is in the way. */
    private Claim claimAgain(Connection connection, EffectCall call) throws SQLException {
        Sagas.open(connection, call.saga(), clock.instant());
        if (claimNew(connection, call)) {
            return new Claim.Granted(1, false);
        }
        boolean fenced = Sagas.isFenced(connection, call.saga(), call.element(), call.activation());
        Optional<LedgerEntry> known = LedgerEntries.lock(connection, call.key());
        if (known.isEmpty()) {
            return new Claim.Voided("the run is being unwound");
        }
        return claimKnown(connection, call, known.get(), fenced);
    }

    private Claim claimKnown(Connection connection, EffectCall call, LedgerEntry known, boolean fenced)
            throws SQLException {
        if (!known.fingerprint().equals(call.fingerprint())) {
            return new Claim.Refused(known.fingerprint(), call.fingerprint());
        }
        return switch (known.state()) {
            case COMPLETED -> new Claim.Completed(receiptOf(known));
            case UNDONE -> new Claim.Voided("its effect was undone");
            case CLAIMED, IN_DOUBT, NOT_DONE, VOID ->
                fenced
                        ? new Claim.Voided("the run is being unwound")
                        : takeOver(connection, known, call.activation(), now().plus(call.lease()));
        };
    }

    /** Claims the undo of an effect; the caller has made sure that nothing newer is left to undo. */
    Claim claimUndo(LedgerEntry effect, EffectDefinition.Compensation compensation, Instant leaseUntil) {
        return Sql.transaction(dataSource, connection -> claimUndoWithin(connection, effect, compensation, leaseUntil));
    }

    /** As {@link #claimUndo}, within the caller's transaction. */
    Claim claimUndoWithin(
            Connection connection, LedgerEntry effect, EffectDefinition.Compensation compensation, Instant leaseUntil)
            throws SQLException {
        Instant now = now();
        IdempotencyKey key = effect.key().undo();
        int inserted = Sql.update(
                connection,
                """
                INSERT INTO effect (key, saga, element, activation, type, undoes, recovery, state, attempt, owner,
                                    lease_until, fingerprint, request, claimed_at, changed_at)
                VALUES (?, ?, ?, 0, ?, ?, ?, 'CLAIMED', 1, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (key) DO NOTHING
                """,
                key.value(),
                effect.saga().value(),
                effect.element(),
                compensation.type(),
                effect.key().value(),
                compensation.recovery(),
                owner,
                leaseUntil,
                effect.fingerprint().value(),
                effect.request(),
                now,
                now);
        if (inserted == 1) {
            record(connection, key, 1, "CLAIMED", null);
            return new Claim.Granted(1, false);
        }
        LedgerEntry known = LedgerEntries.lock(connection, key).orElseThrow();
        if (known.state() == EffectState.COMPLETED) {
            return new Claim.Completed(receiptOf(known));
        }
        return takeOver(connection, known, null, leaseUntil);
    }

    /** Takes over an effect whose outcome is unknown, in order to find it out; the former attempt can no longer complete. */
    Claim claimToSettle(IdempotencyKey key, Instant leaseUntil) {
        return Sql.transaction(dataSource, connection -> {
            LedgerEntry known = LedgerEntries.lock(connection, key).orElseThrow();
            return switch (known.state()) {
                case COMPLETED, UNDONE -> new Claim.Completed(receiptOf(known));
                case VOID, NOT_DONE -> new Claim.Voided("it did not happen");
                case CLAIMED, IN_DOUBT -> takeOver(connection, known, null, leaseUntil);
            };
        });
    }

    private Claim takeOver(Connection connection, LedgerEntry known, @Nullable Long activation, Instant leaseUntil)
            throws SQLException {
        if (known.state() == EffectState.CLAIMED && known.leaseUntil().isAfter(now())) {
            return new Claim.Busy(known.leaseUntil());
        }
        boolean inDoubt = known.state() == EffectState.CLAIMED || known.state() == EffectState.IN_DOUBT;
        if (inDoubt && known.recovery() == Recovery.ASK_PERSON) {
            park(connection, known);
            return new Claim.InDoubt(known.changedAt());
        }
        int attempt = known.attempt() + 1;
        Sql.update(
                connection,
                """
                UPDATE effect SET state = 'CLAIMED', attempt = ?, owner = ?, lease_until = ?, changed_at = ?,
                                  activation = coalesce(?, activation), acknowledged = false
                WHERE key = ?
                """,
                attempt,
                owner,
                leaseUntil,
                now(),
                activation,
                known.key().value());
        record(connection, known.key(), attempt, "CLAIMED", inDoubt ? "taken over in doubt" : "tried again");
        return new Claim.Granted(attempt, inDoubt);
    }

    private void park(Connection connection, LedgerEntry known) throws SQLException {
        if (known.state() != EffectState.IN_DOUBT) {
            Sql.update(
                    connection,
                    "UPDATE effect SET state = 'IN_DOUBT', changed_at = ? WHERE key = ?",
                    now(),
                    known.key().value());
            record(connection, known.key(), known.attempt(), "IN_DOUBT", "its worker did not come back");
            log.error("Effect {} is in doubt; it waits until a person decides whether it happened", known.key());
        }
    }

    /**
     * Records that an effect happened. An undo marks the effect that it undoes in the same statement.
     *
     * @return false when a newer attempt has the key or it is void: nothing was changed
     */
    public boolean complete(IdempotencyKey key, int attempt, String receipt) {
        return Sql.alone(dataSource, connection -> completeWithin(connection, key, attempt, receipt));
    }

    /** As {@link #complete}, within the caller's transaction. */
    boolean completeWithin(Connection connection, IdempotencyKey key, int attempt, String receipt) throws SQLException {
        Instant now = now();
        return Sql.update(connection, COMPLETE, receipt, now, key.value(), attempt, now, now, now) > 0;
    }

    /** Records that an attempt certainly did nothing; the key may be claimed again at once. */
    public void notDone(IdempotencyKey key, int attempt, String reason) {
        leave(key, attempt, EffectState.NOT_DONE, reason);
    }

    /** Records that an attempt ended without an answer; the next one resolves it at once, without waiting for the lease. */
    public void inDoubt(IdempotencyKey key, int attempt, String reason) {
        leave(key, attempt, EffectState.IN_DOUBT, reason);
    }

    /** Records that an unwinding found an effect not to have happened, and that it must not happen any more. */
    void voidEffect(IdempotencyKey key, int attempt, String reason) {
        leave(key, attempt, EffectState.VOID, reason);
    }

    private void leave(IdempotencyKey key, int attempt, EffectState state, String reason) {
        Sql.updateAlone(dataSource, """
                WITH changed AS (
                    UPDATE effect SET state = ?, changed_at = ?
                    WHERE key = ? AND attempt = ? AND state IN ('CLAIMED', 'IN_DOUBT')
                    RETURNING key
                )
                INSERT INTO effect_event (key, attempt, event, detail, at) SELECT key, ?, ?, ?, ? FROM changed
                """, state, now(), key.value(), attempt, attempt, state, reason, now());
    }

    /**
     * Records that an effect happened after all, although an unwinding had found it not to have happened.
     *
     * @param receipt null when it is only presumed to have happened
     * @return whether it was void or being settled; it must now be undone
     */
    boolean happenedAfterAll(IdempotencyKey key, @Nullable String receipt, String reason) {
        return Sql.updateAlone(dataSource, """
                        WITH changed AS (
                            UPDATE effect SET state = 'COMPLETED', receipt = ?, acknowledged = false, lease_until = ?,
                                              changed_at = ?
                            WHERE key = ? AND state IN ('VOID', 'CLAIMED', 'IN_DOUBT')
                            RETURNING key, attempt
                        )
                        INSERT INTO effect_event (key, attempt, event, detail, at)
                        SELECT key, attempt, 'COMPLETED', ?, ?::timestamptz FROM changed
                        """, receipt, now(), now(), key.value(), reason, now()) == 1;
    }

    /** Records that the engine has confirmed these activities as completed. Losing this call does no harm. */
    public void acknowledge(Collection<IdempotencyKey> keys) {
        Sql.updateAlone(
                dataSource,
                "UPDATE effect SET acknowledged = true WHERE key = ANY (?)",
                keys.stream().map(IdempotencyKey::value).toList());
    }

    /** Records that the engine had cut the activity off when its effect had happened: nobody else will undo it. */
    public void orphan(IdempotencyKey key) {
        Sql.updateAlone(
                dataSource,
                "UPDATE effect SET lease_until = ? WHERE key = ? AND NOT acknowledged AND lease_until > ?",
                now(),
                key.value(),
                now());
    }

    /** One effect, or empty when the key was never claimed. */
    public Optional<LedgerEntry> find(IdempotencyKey key) {
        return Sql.alone(dataSource, connection -> LedgerEntries.find(connection, key));
    }

    /** All effects of a run, forward and undo, in the order of their first claim. */
    public List<LedgerEntry> effectsOf(SagaId saga) {
        return Sql.alone(dataSource, connection -> LedgerEntries.ofSaga(connection, saga));
    }

    /** What happened to the effects of a run, in order. */
    public List<LedgerEvent> eventsOf(SagaId saga) {
        return Sql.alone(dataSource, connection -> LedgerEntries.eventsOfSaga(connection, saga));
    }

    private void record(Connection connection, IdempotencyKey key, int attempt, String event, @Nullable String detail)
            throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO effect_event (key, attempt, event, detail, at) VALUES (?, ?, ?, ?, ?)",
                key.value(),
                attempt,
                event,
                detail,
                now());
    }

    private static String receiptOf(LedgerEntry entry) {
        String receipt = entry.receipt();
        return receipt == null ? "null" : receipt;
    }

    Instant now() {
        return clock.instant();
    }

    DataSource dataSource() {
        return dataSource;
    }
}

package io.backstitch.compensation;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What has happened outside: one row per idempotency key, and an event for each change of it in the same transaction.
 *
 * <p>Guarantees: of any number of workers that claim a key at once, one is granted; a completion by any but the newest
 * attempt changes nothing; nothing is granted behind a fence. A lease counts while its owner lives ({@link Instances}); its end
 * is compared by the injected clock: the clocks of the machines must differ by less than a lease.
 *
 * <p>An effect that nobody has claimed before costs one round trip to claim and one to complete; what many threads claim or
 * complete at the same time shares them ({@link GroupCommit}).
 */
public final class Ledger {

    private static final String COMPLETE = """
            WITH asked AS (
                SELECT * FROM unnest((SELECT ?::text[]), (SELECT ?::bigint[]), (SELECT ?::text[]), (SELECT ?::text[]))
                    AS asked (key, attempt, receipt, receipt_shape)
            ), completed AS (
                UPDATE effect SET state = 'COMPLETED', receipt = asked.receipt, receipt_shape = asked.receipt_shape, deaths = 0, changed_at = ?
                FROM asked
                WHERE effect.key = asked.key AND effect.attempt = asked.attempt AND state IN ('CLAIMED', 'IN_DOUBT')
                RETURNING effect.key, effect.attempt, undoes
            ), undone AS (
                UPDATE effect SET state = 'UNDONE', changed_at = ?
                FROM completed WHERE effect.key = completed.undoes
                RETURNING effect.key, effect.attempt
            ), told AS (
                INSERT INTO effect_event (key, attempt, event, at)
                SELECT key, attempt, 'COMPLETED', ?::timestamptz FROM completed
                UNION ALL
                SELECT key, attempt, 'UNDONE', ?::timestamptz FROM undone
            )
            SELECT key, attempt FROM completed
            """;

    private record Completion(
            IdempotencyKey key,
            int attempt,
            String receipt,
            @Nullable String shape) {}

    private record Attempted(String key, int attempt) {}

    private final DataSource dataSource;
    private final Clock clock;
    private final Claims claims;
    private final GroupCommit<EffectCall, Boolean> newClaims;
    private final GroupCommit<Claims.UndoCall, Boolean> newUndoClaims;
    private final GroupCommit<Completion, Boolean> completions;

    /** @param owner names this process in the rows that it claims, and among the {@link Instances} */
    public Ledger(DataSource dataSource, Clock clock, String owner) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.claims = new Claims(clock, owner);
        this.newClaims =
                new GroupCommit<>(calls -> Sql.alone(dataSource, connection -> claims.claimNew(connection, calls)));
        this.newUndoClaims =
                new GroupCommit<>(calls -> Sql.alone(dataSource, connection -> claims.claimNewUndo(connection, calls)));
        this.completions =
                new GroupCommit<>(these -> Sql.alone(dataSource, connection -> completeWithin(connection, these)));
    }

    /** Asks to make an effect of the forward flow happen. Committed before it returns: intent first. */
    public Claim claim(EffectCall call) {
        if (call.definition().precondition() != null) {
            return Sql.transaction(dataSource, connection -> claims.claimIfPermitted(connection, call));
        }
        if (newClaims.ask(call)) {
            return new Claim.Granted(1, null);
        }
        return Sql.transaction(dataSource, connection -> claims.claimAgain(connection, call));
    }

    /** As {@link #claim}, within the caller's transaction: nothing is claimed when that rolls back. */
    Claim claimWithin(Connection connection, EffectCall call) throws SQLException {
        return claims.claimIfPermitted(connection, call);
    }

    /** Claims the undo of an effect; the caller has made sure that nothing newer is left to undo. */
    Claim claimUndo(LedgerEntry effect, EffectDefinition.Compensation compensation, Instant leaseUntil) {
        Claims.UndoCall call = new Claims.UndoCall(effect, compensation, leaseUntil);
        if (newUndoClaims.ask(call)) {
            return new Claim.Granted(1, null);
        }
        return Sql.transaction(dataSource, connection -> claims.claimUndoAgain(connection, call));
    }

    /** As {@link #claimUndo}, within the caller's transaction. */
    Claim claimUndoWithin(
            Connection connection, LedgerEntry effect, EffectDefinition.Compensation compensation, Instant leaseUntil)
            throws SQLException {
        Claims.UndoCall call = new Claims.UndoCall(effect, compensation, leaseUntil);
        return claims.claimNewUndo(connection, List.of(call)).getFirst()
                ? new Claim.Granted(1, null)
                : claims.claimUndoAgain(connection, call);
    }

    /** Takes over an effect whose outcome is unknown, in order to find it out. */
    Claim claimToSettle(IdempotencyKey key, Instant leaseUntil) {
        return Sql.transaction(dataSource, connection -> claims.claimToSettle(connection, key, leaseUntil));
    }

    /** Records that the attempt is about to call the partner again, after it had asked it; false when it was overtaken. */
    boolean callsAgain(IdempotencyKey key, int attempt) {
        return Sql.updateAlone(
                        dataSource,
                        "UPDATE effect SET called_at = ? WHERE key = ? AND attempt = ? AND state = 'CLAIMED'",
                        now(),
                        key.value(),
                        attempt)
                == 1;
    }

    /**
     * Records that an effect happened. An undo marks the effect that it undoes in the same statement.
     *
     * @return false when a newer attempt has the key or it is void: nothing was changed
     */
    public boolean complete(IdempotencyKey key, int attempt, String receipt) {
        return complete(key, attempt, receipt, null);
    }

    /** The same, with the shape of the receipt; null when there is none to be told. */
    boolean complete(IdempotencyKey key, int attempt, String receipt, @Nullable String shape) {
        return Uninterrupted.write(() -> completions.ask(new Completion(key, attempt, receipt, shape)));
    }

    /** As {@link #complete}, within the caller's transaction. */
    boolean completeWithin(
            Connection connection, IdempotencyKey key, int attempt, String receipt, @Nullable String shape)
            throws SQLException {
        return completeWithin(connection, List.of(new Completion(key, attempt, receipt, shape)))
                .getFirst();
    }

    private List<Boolean> completeWithin(Connection connection, List<Completion> these) throws SQLException {
        Instant now = now();
        Set<Attempted> completed = Set.copyOf(Sql.list(
                connection,
                COMPLETE,
                row -> new Attempted(row.getString("key"), row.getInt("attempt")),
                Sql.texts(these, it -> it.key().value()),
                Sql.numbers(these, Completion::attempt),
                Sql.texts(these, Completion::receipt),
                Sql.texts(these, Completion::shape),
                now,
                now,
                now,
                now));
        return these.stream()
                .map(it -> completed.contains(new Attempted(it.key().value(), it.attempt())))
                .toList();
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
        var unused = Uninterrupted.write(() ->
                Sql.updateAlone(dataSource, """
                WITH changed AS (
                    UPDATE effect SET state = ?, deaths = 0, changed_at = ?
                    WHERE key = ? AND attempt = ? AND state IN ('CLAIMED', 'IN_DOUBT')
                    RETURNING key
                )
                INSERT INTO effect_event (key, attempt, event, detail, at) SELECT key, ?, ?, ?, ? FROM changed
                """, state, now(), key.value(), attempt, attempt, state, reason, now()));
    }

    /**
     * Records that a step is skipped: its attempts are used up, and its run goes on without it. An effect that could be undone
     * keeps its state, since an unwinding may have to find out whether it happened; any other is void.
     */
    public void skip(IdempotencyKey key, String reason) {
        Sql.updateAlone(dataSource, """
                WITH changed AS (
                    UPDATE effect SET state = CASE WHEN compensation IS NULL THEN 'VOID' ELSE state END, changed_at = ?
                    WHERE key = ? AND state IN ('CLAIMED', 'IN_DOUBT', 'NOT_DONE')
                    RETURNING key, attempt, state
                )
                INSERT INTO effect_event (key, attempt, event, detail, at)
                SELECT key, attempt, state, ?, ?::timestamptz FROM changed
                """, now(), key.value(), reason, now());
    }

    /**
     * Records that an effect happened after all, although an unwinding had found it not to have happened.
     *
     * @param receipt null when it is only presumed to have happened
     * @param shape of the receipt; null when there is none to be told
     * @return whether it was void or being settled; it must now be undone
     */
    boolean happenedAfterAll(IdempotencyKey key, @Nullable String receipt, @Nullable String shape, String reason) {
        return Sql.updateAlone(dataSource, """
                        WITH changed AS (
                            UPDATE effect SET state = 'COMPLETED', receipt = ?, receipt_shape = ?, acknowledged = false, lease_until = ?,
                                              changed_at = ?
                            WHERE key = ? AND state IN ('VOID', 'CLAIMED', 'IN_DOUBT')
                            RETURNING key, attempt
                        )
                        INSERT INTO effect_event (key, attempt, event, detail, at)
                        SELECT key, attempt, 'COMPLETED', ?, ?::timestamptz FROM changed
                        """, receipt, shape, now(), now(), key.value(), reason, now()) == 1;
    }

    /**
     * Records that an attempt which was overtaken made the effect happen once more, which its receipt shows.
     *
     * @return false when it has the receipt that counts: both attempts speak of the same effect
     */
    boolean happenedTwice(IdempotencyKey key, int attempt, String receipt) {
        return Sql.updateAlone(dataSource, """
                        INSERT INTO effect_event (key, attempt, event, detail, at)
                        SELECT key, ?, 'HAPPENED_TWICE', ?, ?::timestamptz FROM effect
                        WHERE key = ? AND state IN ('COMPLETED', 'UNDONE') AND receipt <> ?
                        """, attempt, "the other receipt: " + receipt, now(), key.value(), receipt)
                == 1;
    }

    /** Of an attempt that was granted: held until it ends, or another one takes over. */
    Lease lease(IdempotencyKey key, int attempt) {
        return () -> find(key)
                .filter(known -> known.attempt() == attempt && known.isUnderWay(now()))
                .isPresent();
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

    /** Effects of all runs that wait for a person to say whether they happened: longest waiting first. */
    public List<LedgerEntry> inDoubt(int limit) {
        return Sql.alone(dataSource, connection -> LedgerEntries.inDoubt(connection, limit));
    }

    /** The same, only of the runs of some processes. */
    public List<LedgerEntry> inDoubtOf(Set<String> processes, int limit) {
        return Sql.alone(dataSource, connection -> LedgerEntries.inDoubtOf(connection, processes, limit));
    }

    /** What happened to the effects of a run, in order. */
    public List<LedgerEvent> eventsOf(SagaId saga) {
        return Sql.alone(dataSource, connection -> LedgerEntries.eventsOfSaga(connection, saga));
    }

    Instant now() {
        return clock.instant();
    }

    DataSource dataSource() {
        return dataSource;
    }
}

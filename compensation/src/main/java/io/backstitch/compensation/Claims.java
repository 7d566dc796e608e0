package io.backstitch.compensation;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who may make an effect happen: the claims of the {@link Ledger}, each within a connection of the caller's. */
final class Claims {

    private static final Logger log = LoggerFactory.getLogger(Claims.class);
    private static final Duration COME_AGAIN = Duration.ofSeconds(1);
    /** Whoever watches the engine takes it away before. */
    private static final Duration UNTIL_IT_IS_TAKEN_AWAY = Duration.ofSeconds(30);
    /** Owners that may die at one effect before that counts as a failed attempt: the effect may be what kills them. */
    private static final int DEATHS_PER_ATTEMPT = 3;

    /**
     * Grants keys that nobody has claimed. The lock on the saga's row makes claim and fence wait for each other; where another
     * transaction has that row, the claim is left to {@link #claimAgain}, so that nobody waits for a neighbour's saga. So it is where the run has
     * ended, or another process instance is this run.
     *
     * <p>Arrays come as sub-selects, so that PostgreSQL does not look at their length: otherwise it would plan the statement anew
     * each time, which costs more than to carry it out.
     */
    private static final String CLAIM_NEW = """
            WITH asked AS (
                SELECT * FROM unnest((SELECT ?::text[]), (SELECT ?::text[]), (SELECT ?::text[]), (SELECT ?::bigint[]),
                                     (SELECT ?::text[]), (SELECT ?::text[]), (SELECT ?::text[]), (SELECT ?::timestamptz[]),
                                     (SELECT ?::text[]), (SELECT ?::text[]), (SELECT ?::boolean[]), (SELECT ?::bigint[]),
                                     (SELECT ?::boolean[]), (SELECT ?::text[]))
                    AS asked (key, saga, element, activation, type, compensation, recovery, lease_until, fingerprint, request,
                              kernel_undoes_it, instance, called, request_shape)
            ), open_saga AS (
                SELECT asked.* FROM asked JOIN saga ON saga.id = asked.saga
                WHERE coalesce((fences ->> asked.element)::bigint, -1) < asked.activation AND saga.ended_at IS NULL
                  AND (asked.called OR saga.instance IS NULL OR saga.instance = asked.instance)
                FOR SHARE OF saga SKIP LOCKED
            ), claimed AS (
                INSERT INTO effect (key, saga, element, activation, type, compensation, recovery, state, attempt, owner,
                                    lease_until, fingerprint, request, kernel_undoes_it, called_instance, claimed_at, called_at, changed_at,
                                    key_form, request_shape)
                SELECT key, saga, element, activation, type, compensation, recovery, 'CLAIMED', 1, ?,
                       lease_until, fingerprint, request, kernel_undoes_it, CASE WHEN called THEN instance END, ?, ?, ?, 1, request_shape
                FROM open_saga ORDER BY key
                ON CONFLICT (key) DO NOTHING
                RETURNING key
            ), told AS (
                INSERT INTO effect_event (key, attempt, event, at) SELECT key, 1, 'CLAIMED', ? FROM claimed
            )
            SELECT key FROM claimed
            """;

    private static final String CLAIM_NEW_UNDO = """
            WITH asked AS (
                SELECT * FROM unnest((SELECT ?::text[]), (SELECT ?::text[]), (SELECT ?::text[]), (SELECT ?::text[]),
                                     (SELECT ?::text[]), (SELECT ?::text[]), (SELECT ?::timestamptz[]), (SELECT ?::text[]),
                                     (SELECT ?::text[]))
                    AS asked (key, saga, element, type, undoes, recovery, lease_until, fingerprint, request)
            ), claimed AS (
                INSERT INTO effect (key, saga, element, activation, type, undoes, recovery, state, attempt, owner,
                                    lease_until, fingerprint, request, claimed_at, called_at, changed_at, key_form)
                SELECT key, saga, element, 0, type, undoes, recovery, 'CLAIMED', 1, ?,
                       lease_until, fingerprint, request, ?, ?, ?, 1
                FROM asked ORDER BY key
                ON CONFLICT (key) DO NOTHING
                RETURNING key
            ), told AS (
                INSERT INTO effect_event (key, attempt, event, at) SELECT key, 1, 'CLAIMED', ? FROM claimed
            )
            SELECT key FROM claimed
            """;

    /** The undo of an effect, as it is asked for. */
    record UndoCall(LedgerEntry effect, EffectDefinition.Compensation compensation, Instant leaseUntil) {

        IdempotencyKey key() {
            return effect.key().undo();
        }
    }

    private final Clock clock;
    private final String owner;

    Claims(Clock clock, String owner) {
        this.clock = clock;
        this.owner = owner;
    }

    /** One round trip for all; a call is not granted when its saga is not open yet, the key is known, or a fence is in the way. */
    List<Boolean> claimNew(Connection connection, List<EffectCall> calls) throws SQLException {
        Instant now = clock.instant();
        List<String> granted = Sql.list(
                connection,
                CLAIM_NEW,
                row -> row.getString("key"),
                Sql.texts(calls, call -> call.key().value()),
                Sql.texts(calls, call -> call.saga().value()),
                Sql.texts(calls, EffectCall::element),
                Sql.numbers(calls, EffectCall::activation),
                Sql.texts(calls, call -> call.definition().type()),
                Sql.texts(calls, Claims::compensationType),
                Sql.texts(calls, call -> call.definition().recovery().name()),
                Sql.times(calls, call -> now.plus(call.lease())),
                Sql.texts(calls, call -> call.fingerprint().value()),
                Sql.texts(calls, EffectCall::request),
                Sql.flags(calls, EffectCall::kernelUndoesIt),
                Sql.numbers(calls, EffectCall::instance),
                Sql.flags(calls, EffectCall::called),
                Sql.texts(calls, call -> call.definition().requestShape()),
                owner,
                now,
                now,
                now,
                now);
        return firstOfEach(calls, EffectCall::key, granted);
    }

    private static @Nullable String compensationType(EffectCall call) {
        EffectDefinition.Compensation compensation = call.definition().compensation();
        return compensation == null ? null : compensation.type();
    }

    /** Two of the same group may ask for one key: it is the first one's. */
    private static <Q> List<Boolean> firstOfEach(List<Q> calls, Function<Q, IdempotencyKey> key, List<String> granted) {
        Set<String> left = new HashSet<>(granted);
        return calls.stream().map(call -> left.remove(key.apply(call).value())).toList();
    }

    /** One that needs no group: it is asked first what must hold for it, where it has not happened already. */
    Claim claimIfPermitted(Connection connection, EffectCall call) throws SQLException {
        Precondition precondition = call.definition().precondition();
        if (precondition != null && !hasHappened(connection, call.key())) {
            Savepoint before = connection.setSavepoint();
            Optional<String> no = precondition.violatedBy(connection, call);
            if (no.isPresent()) {
                connection.rollback(before);
                return new Claim.NotPermitted(no.get());
            }
            connection.releaseSavepoint(before);
        }
        return claimNew(connection, List.of(call)).getFirst()
                ? new Claim.Granted(1, null)
                : claimAgain(connection, call);
    }

    private static boolean hasHappened(Connection connection, IdempotencyKey key) throws SQLException {
        return LedgerEntries.lock(connection, key)
                .filter(known -> known.state() == EffectState.COMPLETED || known.state() == EffectState.UNDONE)
                .isPresent();
    }

    /** After {@link #claimNew} was in vain; waits for a fence that is being made. */
    Claim claimAgain(Connection connection, EffectCall call) throws SQLException {
        Sagas.open(connection, call.saga(), clock.instant());
        Sagas.Way way = Sagas.way(connection, call);
        if (way == Sagas.Way.ANOTHER_INSTANCE) {
            return new Claim.Busy(clock.instant().plus(UNTIL_IT_IS_TAKEN_AWAY));
        }
        if (way == Sagas.Way.OPEN && claimNew(connection, List.of(call)).getFirst()) {
            return new Claim.Granted(1, null);
        }
        Optional<LedgerEntry> known = LedgerEntries.lock(connection, call.key());
        if (known.isEmpty()) {
            return new Claim.Voided(way.why());
        }
        return claimKnown(connection, call, known.get(), way);
    }

    private Claim claimKnown(Connection connection, EffectCall call, LedgerEntry known, Sagas.Way way)
            throws SQLException {
        boolean closed = way != Sagas.Way.OPEN;
        if (call.called()) {
            if (known.undoRequested() && known.state() == EffectState.COMPLETED) {
                return new Claim.Voided("its effect is undone, since others had made it with a copied name");
            }
            Strays.asked(connection, call);
        }
        if (!isSameRequest(call, known)) {
            if (known.state() != EffectState.NOT_DONE || closed) {
                return new Claim.Refused(known.fingerprint(), call.fingerprint());
            }
            correct(connection, call, known);
        }
        return switch (known.state()) {
            case COMPLETED -> new Claim.Completed(taken(connection, call, known));
            case UNDONE -> new Claim.Voided("its effect was undone");
            case CLAIMED, IN_DOUBT, NOT_DONE, VOID ->
                closed
                        ? new Claim.Voided(way.why())
                        : tryAgain(
                                connection,
                                known,
                                call.activation(),
                                clock.instant().plus(call.lease()));
        };
    }

    /** The same request may have been written in another shape. Where it did nothing, it is corrected anyway. */
    private static boolean isSameRequest(EffectCall call, LedgerEntry known) {
        if (known.fingerprint().equals(call.fingerprint())) {
            return true;
        }
        EffectDefinition definition = call.definition();
        return known.state() != EffectState.NOT_DONE
                && !Objects.equals(known.requestShape(), definition.requestShape())
                && Fingerprint.of(known.currentRequest(definition)).equals(call.fingerprint());
    }

    /** From now on the run builds on the receipt: a person's word that gave it stands. */
    private static String taken(Connection connection, EffectCall call, LedgerEntry known) throws SQLException {
        String receipt = known.currentReceipt(call.definition());
        Sql.update(
                connection,
                "UPDATE effect SET receipt_taken = true WHERE key = ? AND NOT receipt_taken",
                known.key().value());
        return receipt == null ? known.receiptText() : receipt;
    }

    /** What certainly did nothing may be asked for otherwise: a person has corrected what was refused. */
    private void correct(Connection connection, EffectCall call, LedgerEntry known) throws SQLException {
        Sql.update(
                connection,
                "UPDATE effect SET fingerprint = ?, request = ?, request_shape = ? WHERE key = ?",
                call.fingerprint().value(),
                call.request(),
                call.definition().requestShape(),
                call.key().value());
        String detail = "fingerprint %s, before %s".formatted(call.fingerprint(), known.fingerprint());
        LedgerEntries.append(
                connection, call.key(), known.attempt(), "REQUEST_CORRECTED", detail, null, clock.instant());
    }

    /** One round trip for all; an undo is not granted when its key is known. */
    List<Boolean> claimNewUndo(Connection connection, List<UndoCall> calls) throws SQLException {
        Instant now = clock.instant();
        List<String> granted = Sql.list(
                connection,
                CLAIM_NEW_UNDO,
                row -> row.getString("key"),
                Sql.texts(calls, call -> call.key().value()),
                Sql.texts(calls, call -> call.effect().saga().value()),
                Sql.texts(calls, call -> call.effect().element()),
                Sql.texts(calls, call -> call.compensation().type()),
                Sql.texts(calls, call -> call.effect().key().value()),
                Sql.texts(calls, call -> call.compensation().recovery().name()),
                Sql.times(calls, UndoCall::leaseUntil),
                Sql.texts(calls, call -> call.effect().fingerprint().value()),
                Sql.texts(calls, call -> call.effect().request()),
                owner,
                now,
                now,
                now,
                now);
        return firstOfEach(calls, UndoCall::key, granted);
    }

    /** After {@link #claimNewUndo} was in vain. */
    Claim claimUndoAgain(Connection connection, UndoCall call) throws SQLException {
        LedgerEntry known = LedgerEntries.lock(connection, call.key()).orElseThrow();
        return switch (known.state()) {
            case COMPLETED, UNDONE -> new Claim.Completed(known.receiptText());
            case VOID -> new Claim.Voided("a person has decided that it stands");
            case CLAIMED, IN_DOUBT, NOT_DONE -> tryAgain(connection, known, null, call.leaseUntil());
        };
    }

    /** Takes over an effect whose outcome is unknown, in order to find it out; the former attempt can no longer complete. */
    Claim claimToSettle(Connection connection, IdempotencyKey key, Instant leaseUntil) throws SQLException {
        LedgerEntry known = LedgerEntries.lock(connection, key).orElseThrow();
        return switch (known.state()) {
            case COMPLETED, UNDONE -> new Claim.Completed(known.receiptText());
            case VOID, NOT_DONE -> new Claim.Voided("it did not happen");
            case CLAIMED, IN_DOUBT ->
                known.isUnderWay(clock.instant()) ? busy(known) : takeOver(connection, known, null, leaseUntil);
        };
    }

    private Claim tryAgain(Connection connection, LedgerEntry known, @Nullable Long activation, Instant leaseUntil)
            throws SQLException {
        if (known.isUnderWay(clock.instant())) {
            return busy(known);
        }
        if (known.state() == EffectState.CLAIMED && known.recovery() != Recovery.ASK_PERSON) {
            if (!known.ownerGone()) {
                return overdue(connection, known, "its attempt did not end within its time limit");
            }
            if (known.deaths() + 1 >= DEATHS_PER_ATTEMPT) {
                return overdue(connection, known, DEATHS_PER_ATTEMPT + " processes died at it, one after the other");
            }
        }
        return takeOver(connection, known, activation, leaseUntil);
    }

    /** Asks again soon, since the owner may die before its lease ends. */
    private Claim busy(LedgerEntry known) {
        Instant soon = clock.instant().plus(COME_AGAIN);
        return new Claim.Busy(known.leaseUntil().isBefore(soon) ? known.leaseUntil() : soon);
    }

    private Claim overdue(Connection connection, LedgerEntry known, String reason) throws SQLException {
        Sql.update(
                connection,
                "UPDATE effect SET state = 'IN_DOUBT', deaths = 0, changed_at = ? WHERE key = ?",
                clock.instant(),
                known.key().value());
        LedgerEntries.append(connection, known.key(), known.attempt(), "IN_DOUBT", reason, null, clock.instant());
        return new Claim.Overdue(reason);
    }

    private Claim takeOver(Connection connection, LedgerEntry known, @Nullable Long activation, Instant leaseUntil)
            throws SQLException {
        boolean inDoubt = known.isInDoubt();
        if (inDoubt && known.recovery() == Recovery.ASK_PERSON) {
            park(connection, known);
            return new Claim.InDoubt(known.calledAt());
        }
        if (inDoubt && known.isKnownByAnotherName()) {
            leaveToPerson(connection, known);
            return new Claim.InDoubt(known.calledAt());
        }
        int attempt = known.attempt() + 1;
        Instant now = clock.instant();
        // Where the partner is asked first, the newest call is still the former one.
        boolean callsAtOnce = !inDoubt || known.recovery() != Recovery.ASK_PARTNER;
        Sql.update(
                connection,
                """
                UPDATE effect SET state = 'CLAIMED', attempt = ?, owner = ?, lease_until = ?, called_at = ?, changed_at = ?,
                                  deaths = ?, activation = coalesce(?, activation), acknowledged = false, key_form = 1
                WHERE key = ?
                """,
                attempt,
                owner,
                leaseUntil,
                callsAtOnce ? now : known.calledAt(),
                now,
                known.state() == EffectState.CLAIMED && known.ownerGone() ? known.deaths() + 1 : known.deaths(),
                activation,
                known.key().value());
        LedgerEntries.append(
                connection,
                known.key(),
                attempt,
                "CLAIMED",
                inDoubt ? "taken over in doubt" : "tried again",
                null,
                now);
        return new Claim.Granted(attempt, inDoubt ? known.calledAt() : null);
    }

    private void park(Connection connection, LedgerEntry known) throws SQLException {
        if (known.state() != EffectState.IN_DOUBT) {
            Instant now = clock.instant();
            Sql.update(
                    connection,
                    "UPDATE effect SET state = 'IN_DOUBT', changed_at = ? WHERE key = ?",
                    now,
                    known.key().value());
            LedgerEntries.append(
                    connection, known.key(), known.attempt(), "IN_DOUBT", "its worker did not come back", null, now);
            log.error("Effect {} is in doubt; it waits until a person decides whether it happened", known.key());
        }
    }

    /** The partner may have done it under another name of the key: not known under this one says nothing, and repeated it may happen twice. */
    private void leaveToPerson(Connection connection, LedgerEntry known) throws SQLException {
        Instant now = clock.instant();
        Sql.update(
                connection,
                "UPDATE effect SET state = 'IN_DOUBT', recovery = 'ASK_PERSON', changed_at = ? WHERE key = ?",
                now,
                known.key().value());
        String detail = "called by an earlier version under a name that this one cannot ask for";
        LedgerEntries.append(connection, known.key(), known.attempt(), "IN_DOUBT", detail, null, now);
        log.error(
                "Effect {} is in doubt, {}; it waits until a person decides whether it happened", known.key(), detail);
    }
}

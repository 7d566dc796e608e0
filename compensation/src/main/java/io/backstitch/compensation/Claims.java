package io.backstitch.compensation;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who may make an effect happen: the claims of the {@link Ledger}, each within a connection of the caller's. */
final class Claims {

    private static final Logger log = LoggerFactory.getLogger(Claims.class);
    private static final Duration COME_AGAIN = Duration.ofSeconds(1);
    /** Owners that may die at one effect before that counts as a failed attempt: the effect may be what kills them. */
    private static final int DEATHS_PER_ATTEMPT = 3;

    /** Grants a key that nobody has claimed; the lock on the saga's row makes claim and fence wait for each other. */
    private static final String CLAIM_NEW = """
            WITH open_saga AS (
                SELECT id FROM saga
                WHERE id = ? AND coalesce((fences ->> ?)::bigint, -1) < ?
                FOR SHARE
            ), claimed AS (
                INSERT INTO effect (key, saga, element, activation, type, compensation, recovery, state, attempt, owner,
                                    lease_until, fingerprint, request, kernel_undoes_it, claimed_at, called_at, changed_at)
                SELECT ?, id, ?, ?, ?, ?, ?, 'CLAIMED', 1, ?, ?, ?, ?, ?, ?, ?, ? FROM open_saga
                ON CONFLICT (key) DO NOTHING
                RETURNING key
            )
            INSERT INTO effect_event (key, attempt, event, at) SELECT key, 1, 'CLAIMED', ? FROM claimed
            """;

    private static final String CLAIM_NEW_UNDO = """
            WITH claimed AS (
                INSERT INTO effect (key, saga, element, activation, type, undoes, recovery, state, attempt, owner,
                                    lease_until, fingerprint, request, claimed_at, called_at, changed_at)
                VALUES (?, ?, ?, 0, ?, ?, ?, 'CLAIMED', 1, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (key) DO NOTHING
                RETURNING key
            )
            INSERT INTO effect_event (key, attempt, event, at) SELECT key, 1, 'CLAIMED', ? FROM claimed
            """;

    private final Clock clock;
    private final String owner;

    Claims(Clock clock, String owner) {
        this.clock = clock;
        this.owner = owner;
    }

    /** One round trip; false when the saga is not open yet, the key is known, or a fence is in the way. */
    boolean claimNew(Connection connection, EffectCall call) throws SQLException {
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
                        call.kernelUndoesIt(),
                        now,
                        now,
                        now,
                        now)
                == 1;
    }

    /** After {@link #claimNew} was in vain. */
    Claim claimAgain(Connection connection, EffectCall call) throws SQLException {
        Sagas.open(connection, call.saga(), clock.instant());
        if (claimNew(connection, call)) {
            return new Claim.Granted(1, null);
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
            case COMPLETED -> new Claim.Completed(known.receiptText());
            case UNDONE -> new Claim.Voided("its effect was undone");
            case CLAIMED, IN_DOUBT, NOT_DONE, VOID ->
                fenced
                        ? new Claim.Voided("the run is being unwound")
                        : tryAgain(
                                connection,
                                known,
                                call.activation(),
                                clock.instant().plus(call.lease()));
        };
    }

    /** Claims the undo of an effect; the caller has made sure that nothing newer is left to undo. */
    Claim claimUndo(
            Connection connection, LedgerEntry effect, EffectDefinition.Compensation compensation, Instant leaseUntil)
            throws SQLException {
        Instant now = clock.instant();
        IdempotencyKey key = effect.key().undo();
        int inserted = Sql.update(
                connection,
                CLAIM_NEW_UNDO,
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
                now,
                now,
                now);
        if (inserted == 1) {
            return new Claim.Granted(1, null);
        }
        LedgerEntry known = LedgerEntries.lock(connection, key).orElseThrow();
        return switch (known.state()) {
            case COMPLETED, UNDONE -> new Claim.Completed(known.receiptText());
            case VOID -> new Claim.Voided("a person has decided that it stands");
            case CLAIMED, IN_DOUBT, NOT_DONE -> tryAgain(connection, known, null, leaseUntil);
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
        int attempt = known.attempt() + 1;
        Instant now = clock.instant();
        // Where the partner is asked first, the newest call is still the former one.
        boolean callsAtOnce = !inDoubt || known.recovery() != Recovery.ASK_PARTNER;
        Sql.update(
                connection,
                """
                UPDATE effect SET state = 'CLAIMED', attempt = ?, owner = ?, lease_until = ?, called_at = ?, changed_at = ?,
                                  deaths = ?, activation = coalesce(?, activation), acknowledged = false
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
}

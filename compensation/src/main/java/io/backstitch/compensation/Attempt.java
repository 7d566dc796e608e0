package io.backstitch.compensation;

import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/**
 * One try at an effect.
 *
 * @param key to be handed to the partner: of the effect, or of its undo
 * @param effect the key of the effect; the same as {@code key} unless this is an undo
 * @param number starts at 1; a fencing token: only the newest attempt can complete the key
 * @param transaction for {@link Recovery#IN_TRANSACTION} the connection whose commit makes the effect and its receipt
 *     durable together, which the effect must neither commit nor close; otherwise null
 * @param lease to be asked before each further request of an effect that sends several
 * @see <a href="https://martin.kleppmann.com/2016/02/08/how-to-do-distributed-locking.html">Fencing tokens</a>
 */
public record Attempt(
        IdempotencyKey key,
        IdempotencyKey effect,
        int number,
        @Nullable Connection transaction,
        Lease lease) {

    static Attempt of(IdempotencyKey effect, int number, @Nullable Connection transaction, Lease lease) {
        return new Attempt(effect, effect, number, transaction, lease);
    }

    static Attempt undoOf(IdempotencyKey effect, int number, @Nullable Connection transaction, Lease lease) {
        return new Attempt(effect.undo(), effect, number, transaction, lease);
    }

    /** The transaction of an {@link Recovery#IN_TRANSACTION} effect. */
    public Connection requireTransaction() {
        if (transaction == null) {
            throw new IllegalStateException("The effect of " + key + " is not declared IN_TRANSACTION");
        }
        return transaction;
    }
}

package io.backstitch.compensation;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Effects of called processes whose claim came from an instance that does not belong to the run: somebody has copied its name. Such an effect has the
 * run's key, so the run itself may ask for it, too, and gets its receipt; then it is the run's.
 */
final class Strays {

    private final DataSource dataSource;
    private final Supplier<Instant> now;

    Strays(DataSource dataSource, Supplier<Instant> now) {
        this.dataSource = dataSource;
        this.now = now;
    }

    /** Notes in the claim's transaction, which has locked the effect, who has asked for one that another instance had claimed. */
    static void asked(Connection connection, EffectCall call) throws SQLException {
        Sql.update(connection, """
            INSERT INTO effect_asker (key, instance)
            SELECT key, ? FROM effect WHERE key = ? AND called_instance IS DISTINCT FROM ?
            ON CONFLICT DO NOTHING
            """, call.instance(), call.key().value(), call.instance());
    }

    /**
     * Decides that an effect is undone. From then on nobody gets its receipt.
     *
     * @param strangers who asked for it without belonging to the run
     * @return false when another has asked for it: it is the run's
     */
    boolean take(IdempotencyKey key, Collection<Long> strangers) {
        return Sql.transaction(dataSource, connection -> {
            LedgerEntry locked = LedgerEntries.lock(connection, key).orElseThrow();
            return locked.undoRequested() || takeLocked(connection, key, strangers);
        });
    }

    private boolean takeLocked(Connection connection, IdempotencyKey key, Collection<Long> strangers)
            throws SQLException {
        return Sql.update(
                        connection,
                        """
                        UPDATE effect SET undo_requested = true, undo_requested_at = ?
                        WHERE key = ?
                          AND NOT EXISTS (SELECT FROM effect_asker AS asker WHERE asker.key = ? AND asker.instance <> ALL (?))
                        """,
                        now.get(),
                        key.value(),
                        key.value(),
                        Sql.numbers(List.copyOf(strangers), Long::longValue))
                == 1;
    }
}

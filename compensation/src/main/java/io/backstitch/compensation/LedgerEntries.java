package io.backstitch.compensation;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the ledger's rows. */
final class LedgerEntries {

    private static final String SELECT = """
            SELECT effect.*, saga.process, saga.business_id,
                   coalesce((SELECT alive_until < clock_timestamp() FROM instance WHERE id = owner), false) AS owner_gone
            FROM effect JOIN saga ON saga.id = effect.saga
            """;

    private static final String LEFT_TO_UNDO = SELECT + """
            WHERE effect.saga = ? AND undoes IS NULL AND activation < (fences ->> element)::bigint
              AND effect.state = 'COMPLETED' AND compensation IS NOT NULL
              AND NOT EXISTS (SELECT FROM effect AS undo WHERE undo.key = effect.key || '/undo' AND undo.state = 'VOID')
            ORDER BY position DESC
            """;

    private LedgerEntries() {}

    static Optional<LedgerEntry> find(Connection connection, IdempotencyKey key) throws SQLException {
        return Sql.one(connection, SELECT + "WHERE effect.key = ?", LedgerEntries::read, key.value());
    }

    /** Reads a row and keeps others from changing it until the transaction ends. */
    static Optional<LedgerEntry> lock(Connection connection, IdempotencyKey key) throws SQLException {
        return Sql.one(
                connection, SELECT + "WHERE effect.key = ? FOR UPDATE OF effect", LedgerEntries::read, key.value());
    }

    static List<LedgerEntry> ofSaga(Connection connection, SagaId saga) throws SQLException {
        return Sql.list(
                connection, SELECT + "WHERE effect.saga = ? ORDER BY position", LedgerEntries::read, saga.value());
    }

    /** Effects of the forward flow behind a fence, newest first. */
    static List<LedgerEntry> behindFence(Connection connection, SagaId saga) throws SQLException {
        return Sql.list(connection, SELECT + """
                        WHERE effect.saga = ? AND undoes IS NULL AND activation < (fences ->> element)::bigint
                        ORDER BY position DESC
                        """, LedgerEntries::read, saga.value());
    }

    /** What happened behind the fence, can be undone and is not, unless a person has left it standing: newest first. */
    static List<LedgerEntry> leftToUndo(Connection connection, SagaId saga) throws SQLException {
        return Sql.list(connection, LEFT_TO_UNDO, LedgerEntries::read, saga.value());
    }

    /** What happened in front of every fence, can be undone and is not: newest first. */
    static List<LedgerEntry> standing(Connection connection, SagaId saga) throws SQLException {
        return Sql.list(connection, SELECT + """
                        WHERE effect.saga = ? AND undoes IS NULL AND activation >= coalesce((fences ->> element)::bigint, -1)
                          AND effect.state = 'COMPLETED' AND compensation IS NOT NULL
                        ORDER BY position DESC
                        """, LedgerEntries::read, saga.value());
    }

    /** As {@link #leftToUndo}, and records in the same round trip that the handler of this compensation has come. */
    static List<LedgerEntry> requestUndo(Connection connection, SagaId saga, String compensation, Instant now)
            throws SQLException {
        return Sql.list(
                connection, """
                        WITH requested AS (
                            UPDATE effect SET undo_requested = true, undo_requested_at = ?
                            WHERE effect.saga = ? AND compensation = ? AND NOT undo_requested
                        )
                        """ + LEFT_TO_UNDO, LedgerEntries::read, now, saga.value(), compensation, saga.value());
    }

    static List<LedgerEvent> eventsOfSaga(Connection connection, SagaId saga) throws SQLException {
        return Sql.list(
                connection,
                """
                SELECT effect_event.* FROM effect_event JOIN effect USING (key)
                WHERE effect.saga = ? ORDER BY effect_event.id
                """,
                row -> new LedgerEvent(
                        new IdempotencyKey(row.getString("key")),
                        row.getInt("attempt"),
                        row.getString("event"),
                        row.getString("detail"),
                        row.getString("actor"),
                        Sql.instant(row, "at")),
                saga.value());
    }

    static void append(
            Connection connection,
            IdempotencyKey key,
            int attempt,
            String event,
            @Nullable String detail,
            @Nullable String actor,
            Instant at)
            throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO effect_event (key, attempt, event, detail, actor, at) VALUES (?, ?, ?, ?, ?, ?)",
                key.value(),
                attempt,
                event,
                detail,
                actor,
                at);
    }

    /** Effects of all runs that wait for a person to decide whether they happened, longest waiting first. */
    static List<LedgerEntry> inDoubt(Connection connection, int limit) throws SQLException {
        return Sql.list(
                connection,
                SELECT + "WHERE parked_at IS NOT NULL ORDER BY parked_at LIMIT ?",
                LedgerEntries::read,
                limit);
    }

    static List<LedgerEntry> inDoubtOf(Connection connection, Set<String> processes, int limit) throws SQLException {
        return Sql.list(
                connection,
                SELECT + "WHERE parked_at IS NOT NULL AND saga.process = ANY (?) ORDER BY parked_at LIMIT ?",
                LedgerEntries::read,
                processes,
                limit);
    }

    private static LedgerEntry read(ResultSet row) throws SQLException {
        return new LedgerEntry(
                new IdempotencyKey(row.getString("key")),
                new SagaId(row.getString("process"), row.getString("business_id")),
                row.getLong("position"),
                row.getString("element"),
                row.getString("type"),
                keyOrNull(row.getString("undoes")),
                row.getString("compensation"),
                Recovery.valueOf(row.getString("recovery")),
                EffectState.valueOf(row.getString("state")),
                row.getInt("attempt"),
                Sql.instant(row, "lease_until"),
                row.getBoolean("owner_gone"),
                row.getInt("deaths"),
                Sql.instant(row, "called_at"),
                new Fingerprint(row.getString("fingerprint")),
                row.getString("request"),
                row.getString("receipt"),
                row.getBoolean("acknowledged"),
                row.getBoolean("undo_requested"),
                Sql.instantOrNull(row, "undo_requested_at"),
                row.getBoolean("kernel_undoes_it"),
                row.getObject("key_form") != null,
                row.getString("request_shape"),
                row.getString("receipt_shape"),
                Sql.instant(row, "changed_at"));
    }

    private static @Nullable IdempotencyKey keyOrNull(@Nullable String value) {
        return value == null ? null : new IdempotencyKey(value);
    }
}

package io.backstitch.compensation;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the ledger's rows. */
final class LedgerEntries {

    private static final String SELECT = """
            SELECT effect.*, saga.process, saga.business_id FROM effect JOIN saga ON saga.id = effect.saga
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
                        Sql.instant(row, "at")),
                saga.value());
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
                new Fingerprint(row.getString("fingerprint")),
                row.getString("request"),
                row.getString("receipt"),
                row.getBoolean("acknowledged"),
                row.getBoolean("undo_requested"),
                Sql.instant(row, "changed_at"));
    }

    private static @Nullable IdempotencyKey keyOrNull(@Nullable String value) {
        return value == null ? null : new IdempotencyKey(value);
    }
}

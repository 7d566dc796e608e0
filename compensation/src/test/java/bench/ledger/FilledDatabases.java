package bench.ledger;

import io.backstitch.compensation.Fingerprint;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * One PostgreSQL that syncs to disk, with a ledger of each size: sagas of four effects that have completed. Each fork gets a
 * copy, so that it finds as many rows as it says.
 */
final class FilledDatabases implements AutoCloseable {

    private static final List<String> MIGRATIONS = List.of(
            "/db/migration/compensation/V20261121.1__saga_ledger.sql",
            "/db/migration/compensation/V20261121.4__instances_and_decisions.sql",
            "/db/migration/compensation/V20261121.8__cheaper_changes.sql",
            "/db/migration/compensation/V20261121.9__told.sql",
            "/db/migration/compensation/V20261121.18.1__open_sagas.sql",
            "/db/migration/compensation/V20261130.2__instance_of_a_run.sql",
            "/db/migration/compensation/V20261130.160__archived_sagas.sql",
            "/db/migration/compensation/V20261130.170__askers_of_effects.sql",
            "/db/migration/compensation/V20261130.178__asked_by.sql",
            "/db/migration/compensation/V20261201.1__encoded_keys.sql",
            "/db/migration/compensation/V20261201.2__stored_shapes.sql",
            "/db/migration/compensation/V20261201.3__taken_receipts.sql");

    private static final String SAGAS = """
            INSERT INTO saga (id, process, business_id, state, opened_at)
            SELECT 'bench/run-' || n, 'bench', 'run-' || n, 'RUNNING', now() FROM generate_series(1, ? / 4) AS n
            """;
    private static final String EFFECTS = """
            INSERT INTO effect (key, saga, element, activation, type, compensation, recovery, state, attempt, owner, lease_until,
                                fingerprint, request, receipt, acknowledged, claimed_at, called_at, changed_at)
            SELECT 'bench/run-' || n / 4 + 1 || '/Task_' || n % 4 + 1, 'bench/run-' || n / 4 + 1, 'Task_' || n % 4 + 1, n, ? || n % 4 + 1, ? || n % 4 + 1,
                   'REPEAT_WITH_KEY', 'COMPLETED', 1, 'bench', now(), ?, ?, ?, true, now(), now(), now()
            FROM generate_series(0, ? - 1) AS n
            """;
    private static final String EVENTS = """
            INSERT INTO effect_event (key, attempt, event, at)
            SELECT key, 1, event, now() FROM effect, unnest(ARRAY['CLAIMED', 'COMPLETED']) AS event
            """;

    private final EmbeddedPostgres postgres;

    FilledDatabases() throws IOException {
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .start();
    }

    /** Where the databases are; their names follow. */
    String url() {
        return "jdbc:postgresql://localhost:%d/".formatted(postgres.getPort());
    }

    static String name(int rows) {
        return "ledger_" + rows;
    }

    void fill(int rows) throws SQLException, IOException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name(rows));
        }
        try (Connection connection =
                        postgres.getDatabase("postgres", name(rows)).getConnection();
                Statement statement = connection.createStatement()) {
            for (String migration : MIGRATIONS) {
                statement.execute(read(migration));
            }
            insert(connection, SAGAS, rows);
            insert(
                    connection,
                    EFFECTS,
                    NoPartner.TYPE,
                    NoPartner.UNDO,
                    Fingerprint.of(NoPartner.REQUEST).value(),
                    NoPartner.REQUEST,
                    NoPartner.RECEIPT,
                    rows);
            insert(connection, EVENTS);
            statement.execute("VACUUM ANALYZE");
            statement.execute("CHECKPOINT");
        }
    }

    private static void insert(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                insert.setObject(i + 1, parameters[i]);
            }
            insert.execute();
        }
    }

    /** What the server says of itself, for the record. */
    String settings() throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT 'fsync ' || current_setting('fsync') || ', synchronous_commit '
                               || current_setting('synchronous_commit')""")) {
            row.next();
            return row.getString(1);
        }
    }

    private static String read(String migration) throws IOException {
        try (InputStream text = FilledDatabases.class.getResourceAsStream(migration)) {
            if (text == null) {
                throw new IllegalStateException("No migration " + migration);
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}

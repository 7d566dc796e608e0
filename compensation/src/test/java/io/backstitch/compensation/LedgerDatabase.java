package io.backstitch.compensation;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One real PostgreSQL for all tests of the module, with the ledger's tables; it ends with the test run. */
final class LedgerDatabase {

    private static final String MIGRATION = "/db/migration/compensation/V20261121.1__saga_ledger.sql";

    private static @Nullable DataSource dataSource;

    private LedgerDatabase() {}

    static synchronized DataSource dataSource() {
        if (dataSource == null) {
            dataSource = start();
        }
        return dataSource;
    }

    private static DataSource start() {
        try (InputStream migration = LedgerDatabase.class.getResourceAsStream(MIGRATION)) {
            if (migration == null) {
                throw new IllegalStateException("No migration " + MIGRATION);
            }
            // Stopped by its own shutdown hook.
            DataSource started = EmbeddedPostgres.start().getPostgresDatabase();
            try (Connection connection = started.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(new String(migration.readAllBytes(), StandardCharsets.UTF_8));
            }
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

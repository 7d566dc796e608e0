package io.backstitch.compensation;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One real PostgreSQL for all tests of the module, with the ledger's tables; it ends with the test run. */
final class LedgerDatabase {

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

    private static @Nullable DataSource dataSource;

    private LedgerDatabase() {}

    static synchronized DataSource dataSource() {
        if (dataSource == null) {
            dataSource = start();
        }
        return dataSource;
    }

    private static DataSource start() {
        try {
            // Stopped by its own shutdown hook. Unpacked in this build: a run that was ended while it unpacked would
            // otherwise leave a half behind, with which no later one starts. A busy machine takes its time to start it.
            DataSource started = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(new File("target/embedded-pg"))
                    .setPGStartupWait(Duration.ofMinutes(2))
                    .start()
                    .getPostgresDatabase();
            try (Connection connection = started.getConnection();
                    Statement statement = connection.createStatement()) {
                for (String migration : MIGRATIONS) {
                    statement.execute(read(migration));
                }
            }
            HikariConfig pooled = new HikariConfig();
            pooled.setDataSource(started);
            pooled.setMaximumPoolSize(40);
            return new HikariDataSource(pooled);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(String migration) throws IOException {
        try (InputStream text = LedgerDatabase.class.getResourceAsStream(migration)) {
            if (text == null) {
                throw new IllegalStateException("No migration " + migration);
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

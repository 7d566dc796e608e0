package io.backstitch.auditlog;

import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads much as it is at one moment, in constant memory; it takes the time that it takes. */
@Component
class Snapshot {

    private static final int FETCH = 500;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    Snapshot(DataSource dataSource, PlatformTransactionManager transactions) {
        jdbc = new JdbcTemplate(dataSource);
        jdbc.setFetchSize(FETCH);
        transaction = new TransactionTemplate(transactions);
        transaction.setReadOnly(true);
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** Fetches rows in portions, inside of {@link #read} only. */
    JdbcTemplate jdbc() {
        return jdbc;
    }

    <T> T read(Supplier<T> work) {
        T result = transaction.execute(status -> {
            jdbc.execute("SET LOCAL statement_timeout = 0");
            return work.get();
        });
        if (result == null) {
            throw new IllegalStateException("Nothing was read.");
        }
        return result;
    }
}

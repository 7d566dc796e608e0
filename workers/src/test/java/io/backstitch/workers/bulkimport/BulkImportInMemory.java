package io.backstitch.workers.bulkimport;

import io.backstitch.compensation.EffectState;
import io.backstitch.compensation.LedgerEntry;
import io.backstitch.compensation.SagaId;
import io.backstitch.engine.InMemoryApplication;
import io.backstitch.engine.ObjectsWitness;
import io.backstitch.stack.junit.RunningStack;
import io.backstitch.value.Email;
import io.backstitch.value.Name;
import io.backstitch.value.Phone;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** The application on the engine in memory, with what tests of bulkimport ask of it. */
final class BulkImportInMemory extends InMemoryApplication {

    private static final AtomicInteger FILES = new AtomicInteger();
    private static final int FIRST_LINE = 2;

    BulkImportInMemory(RunningStack stack, Path folder) {
        super(stack, folder, Map.of("backstitch.partners.objects.read-timeout", "6s"));
    }

    /** A file of so many contacts that nobody else has; the header is its line 1. */
    static List<Contact> aFile(int rows) {
        int file = FILES.incrementAndGet();
        return IntStream.range(FIRST_LINE, FIRST_LINE + rows)
                .mapToObj(line -> new Contact(
                        line,
                        Name.of("Contact " + line),
                        Email.of("line%d@file%d.example".formatted(line, file)),
                        Phone.of("")))
                .toList();
    }

    /** Takes the file in as the door does. */
    SagaId start(List<Contact> file) {
        BulkImportVariables variables = BulkImportVariables.of(file, null, null);
        return started(
                BulkImport.PROCESS, bean(BulkImports.class).accept(aTrigger(BulkImport.PROCESS, variables), file));
    }

    void decide(SagaId saga, String element, String decision) {
        complete(saga, element, Map.of("failedDecision", decision, "failedReason", "because"));
    }

    BulkImports.Totals totals(SagaId saga) {
        return bean(BulkImports.class).totals(saga.businessId()).orElseThrow();
    }

    ObjectsWitness directory(SagaId saga) {
        return new ObjectsWitness(partners, saga);
    }

    long contactsDone(SagaId saga) {
        return effects(saga).stream()
                .filter(effect -> effect.undoes() == null && effect.state() == EffectState.COMPLETED)
                .count();
    }

    /** The keys of the effects that were undone, as the ledger orders them, oldest first. */
    List<String> undoneEffects(SagaId saga) {
        return effects(saga).stream()
                .filter(effect -> effect.undoes() == null && effect.state() == EffectState.UNDONE)
                .map(LedgerEntry::key)
                .map(key -> key.value())
                .toList();
    }

    /** Keeps others from writing to the import until the connection is closed. */
    Connection lockTotals(SagaId saga) throws SQLException {
        Connection connection = bean(DataSource.class).getConnection();
        connection.setAutoCommit(false);
        try (var statement = connection.prepareStatement("SELECT rows FROM bulkimport WHERE run = ? FOR UPDATE")) {
            statement.setString(1, saga.businessId());
            statement.execute();
        }
        return connection;
    }

    /** Whether somebody waits for a lock that somebody else has, in this database. */
    boolean somebodyWaitsForALock() {
        return database()
                .sql(
                        "SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")
                .query(Boolean.class)
                .single();
    }
}

package io.backstitch.workers.bulkimport;

import io.backstitch.intake.Accepted;
import io.backstitch.intake.Intake;
import io.backstitch.intake.Trigger;
import io.backstitch.value.Email;
import io.backstitch.value.Name;
import io.backstitch.value.Phone;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The files that were taken in, row by row. A file and the trigger of its run are stored in one transaction, or not at all. */
@Component
class BulkImports {

    /**
     * How an import stands.
     *
     * @param rows contacts in the file
     * @param imported how many of them were created; null until the run has added them up, and when they were removed
     * @param failed how many were not; null likewise
     */
    record Totals(
            String id,
            int rows,
            @Nullable Integer imported,
            @Nullable Integer failed) {}

    private final Intake intake;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    BulkImports(Intake intake, JdbcTemplate jdbc, TransactionTemplate transaction) {
        this.intake = intake;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    Accepted accept(Trigger trigger, List<Contact> contacts) {
        return transaction.execute(status -> {
            Accepted accepted = intake.accept(trigger);
            if (accepted instanceof Accepted.New fresh) {
                store(fresh.runId(), contacts);
            }
            return accepted;
        });
    }

    private void store(String run, List<Contact> contacts) {
        jdbc.update("INSERT INTO bulkimport (run, rows) VALUES (?, ?)", run, contacts.size());
        jdbc.batchUpdate(
                "INSERT INTO bulkimport_row (run, line, name, email, phone) VALUES (?, ?, ?, ?, ?)",
                contacts,
                contacts.size(),
                (statement, contact) -> bind(statement, run, contact));
    }

    private static void bind(PreparedStatement statement, String run, Contact contact) throws SQLException {
        statement.setString(1, run);
        statement.setInt(2, contact.line());
        statement.setString(3, contact.name().text());
        statement.setString(4, contact.email().text());
        statement.setString(5, contact.phone().text());
    }

    /** One row of a run's file. */
    Contact contact(String run, int line) {
        return client().sql("SELECT line, name, email, phone FROM bulkimport_row WHERE run = ? AND line = ?")
                .params(run, line)
                .query((row, number) -> contact(row))
                .single();
    }

    Optional<Totals> totals(String run) {
        return client().sql("SELECT run, rows, imported, failed FROM bulkimport WHERE run = ?")
                .param(run)
                .query((row, number) -> new Totals(
                        row.getString("run"),
                        row.getInt("rows"),
                        row.getObject("imported", Integer.class),
                        row.getObject("failed", Integer.class)))
                .optional();
    }

    private JdbcClient client() {
        return JdbcClient.create(jdbc);
    }

    private static Contact contact(ResultSet row) throws SQLException {
        return new Contact(
                row.getInt("line"),
                Name.known(row.getString("name")),
                Email.known(row.getString("email")),
                new Phone(row.getString("phone")));
    }
}

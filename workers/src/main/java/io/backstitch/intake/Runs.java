package io.backstitch.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The runs that were accepted. */
@Component
public class Runs {

    private final JdbcClient jdbc;

    Runs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One run, or empty when the id was never given out. */
    public Optional<Run> find(String id) {
        return jdbc.sql("SELECT id, process, accepted_at, relayed_at FROM run WHERE id = ?")
                .param(id)
                .query(Runs::read)
                .optional();
    }

    private static Run read(ResultSet row, int number) throws SQLException {
        Timestamp relayedAt = row.getTimestamp("relayed_at");
        return new Run(
                row.getString("id"),
                row.getString("process"),
                row.getTimestamp("accepted_at").toInstant(),
                relayedAt == null ? null : relayedAt.toInstant());
    }
}

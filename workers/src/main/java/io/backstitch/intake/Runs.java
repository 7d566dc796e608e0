package io.backstitch.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
        return jdbc.sql("SELECT id, process, accepted_at, relayed_at, cancelled_at FROM run WHERE id = ?")
                .param(id)
                .query(Runs::read)
                .optional();
    }

    private static Run read(ResultSet row, int number) throws SQLException {
        return new Run(
                row.getString("id"),
                row.getString("process"),
                row.getTimestamp("accepted_at").toInstant(),
                instant(row, "relayed_at"),
                instant(row, "cancelled_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}

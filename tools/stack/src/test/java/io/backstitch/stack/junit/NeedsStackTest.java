package io.backstitch.stack.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.stack.Part;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@NeedsStack(
        value = {Part.POSTGRES, Part.ZEEBE},
        disturbs = {Part.POSTGRES, Part.ZEEBE})
class NeedsStackTest {
    private final RunningStack stack;

    NeedsStackTest(RunningStack stack) {
        this.stack = stack;
    }

    @Test
    void databaseWaitsForNoDiskButLosesNoCommit() throws SQLException {
        assertThat(show("fsync")).isEqualTo("off");
        assertThat(show("synchronous_commit")).isEqualTo("on");
    }

    @Test
    void databaseKeepsItsDataWhenKilled() throws SQLException {
        execute("create table kept (id int)");
        execute("insert into kept values (1)");

        stack.kill(Part.POSTGRES);
        assertThat(stack.isRunning(Part.POSTGRES)).isFalse();
        stack.start(Part.POSTGRES);

        assertThat(query("select count(*) from kept")).isEqualTo("1");
    }

    @Test
    void engineHasAClockThatCanBeMoved() {
        stack.advanceClock(Duration.ofDays(1));
    }

    private String show(String setting) throws SQLException {
        return query("show " + setting);
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(stack.jdbcUrl(), stack.jdbcUser(), stack.jdbcPassword());
    }
}

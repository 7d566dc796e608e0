package io.backstitch.stack.torture.insider;

import io.backstitch.stack.StackFailure;
import io.backstitch.stack.component.Postgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the application has on record about insiders outside of its audit; read from its database. */
final class InsiderRecords {
    /** Of one attempt, as {@link Insiders} gives it. */
    private static final String MARK = "insider-[0-9]+-[0-9]+-[a-z][0-9]+";

    private static final Pattern MARKS = Pattern.compile(MARK);
    /** So many that nobody has signed are kept; see RecordsAside. */
    private static final int MOST_ASIDE = 1_000;

    private final String url;

    InsiderRecords(String url) {
        this.url = url;
    }

    /** Marks in records that were put aside, and whether no more are kept. */
    record Aside(Set<String> marks, boolean isFull) {}

    static Stream<String> marks(String text) {
        return MARKS.matcher(text).results().map(MatchResult::group);
    }

    Set<Long> refusedInstances() {
        return query("SELECT instance FROM refused_instance", row -> row.getLong(1));
    }

    Aside aside() {
        Set<Long> unproven = query("SELECT count(*) FROM engine_record_aside WHERE NOT proven", row -> row.getLong(1));
        return new Aside(
                query(
                        "SELECT substring(encode(content, 'escape') FROM '%s') AS mark FROM engine_record_aside"
                                .formatted(MARK),
                        row -> String.valueOf(row.getString(1))),
                unproven.stream().anyMatch(count -> count >= MOST_ASIDE));
    }

    /** Marks in what approvers are asked for instances that somebody began by hand. */
    Set<String> asked() {
        return query(
                "SELECT substring(subject FROM '%s') FROM approval WHERE subject LIKE 'Urgent invoice insider-%%'"
                        .formatted(MARK),
                row -> String.valueOf(row.getString(1)));
    }

    private interface Read<T> {
        T from(ResultSet row) throws SQLException;
    }

    private <T> Set<T> query(String sql, Read<T> read) {
        try (Connection connection = DriverManager.getConnection(url, Postgres.USER, Postgres.PASSWORD);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            Set<T> found = new HashSet<>();
            while (rows.next()) {
                found.add(read.from(rows));
            }
            return found;
        } catch (SQLException e) {
            throw new StackFailure(
                    "PostgreSQL does not answer: " + e.getMessage() + ".", "See ./backstitch status.", e);
        }
    }
}

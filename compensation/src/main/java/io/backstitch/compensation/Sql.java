package io.backstitch.compensation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Statements and transactions on a {@link DataSource}: the little of it that the ledger needs. */
final class Sql {

    /** Reads one row. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Work within one transaction. */
    @FunctionalInterface
    interface Work<T, E extends Exception> {
        T on(Connection connection) throws SQLException, E;
    }

    private Sql() {}

    static int update(Connection connection, String statement, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement(statement)) {
            bind(prepared, parameters);
            return prepared.executeUpdate();
        }
    }

    static <T> List<T> list(Connection connection, String query, Row<T> row, @Nullable Object... parameters)
            throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement(query)) {
            bind(prepared, parameters);
            try (ResultSet results = prepared.executeQuery()) {
                List<T> rows = new ArrayList<>();
                while (results.next()) {
                    rows.add(row.read(results));
                }
                return rows;
            }
        }
    }

    static <T> Optional<T> one(Connection connection, String query, Row<T> row, @Nullable Object... parameters)
            throws SQLException {
        return list(connection, query, row, parameters).stream().findFirst();
    }

    /** Runs one statement that commits by itself: one round trip. */
    static int updateAlone(DataSource dataSource, String statement, @Nullable Object... parameters) {
        return alone(dataSource, connection -> update(connection, statement, parameters));
    }

    /** Reads, without a transaction of its own. */
    static <T> T alone(DataSource dataSource, Work<T, RuntimeException> work) {
        try (Connection connection = dataSource.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw new LedgerUnavailable(e);
        }
    }

    /** Runs the work in one transaction; any exception rolls it back. */
    static <T, E extends Exception> T transaction(DataSource dataSource, Work<T, E> work) throws E {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            boolean committed = false;
            try {
                T result = work.on(connection);
                connection.commit();
                committed = true;
                return result;
            } finally {
                if (!committed) {
                    connection.rollback();
                }
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new LedgerUnavailable(e);
        }
    }

    static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** One column of many rows, as an array of the database. */
    record Column(String type, List<? extends @Nullable Object> values) {}

    static <T> Column texts(List<T> rows, Function<T, @Nullable String> value) {
        return new Column("text", rows.stream().map(value).toList());
    }

    static <T> Column numbers(List<T> rows, Function<T, Number> value) {
        return new Column("bigint", rows.stream().map(value).toList());
    }

    static <T> Column flags(List<T> rows, Function<T, Boolean> value) {
        return new Column("boolean", rows.stream().map(value).toList());
    }

    static <T> Column times(List<T> rows, Function<T, Instant> value) {
        return new Column(
                "timestamptz",
                rows.stream().map(row -> timestamp(value.apply(row)).toString()).toList());
    }

    private static void bind(PreparedStatement statement, int position, Column column) throws SQLException {
        statement.setArray(
                position,
                statement
                        .getConnection()
                        .createArrayOf(column.type(), column.values().toArray()));
    }

    private static void bind(PreparedStatement statement, @Nullable Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            switch (parameters[i]) {
                case Instant instant -> statement.setObject(i + 1, timestamp(instant));
                case Enum<?> constant -> statement.setString(i + 1, constant.name());
                case Collection<?> texts -> bind(statement, i + 1, new Column("text", List.copyOf(texts)));
                case Column column -> bind(statement, i + 1, column);
                case null -> statement.setObject(i + 1, null);
                case Object other -> statement.setObject(i + 1, other);
            }
        }
    }
}

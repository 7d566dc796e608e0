package io.backstitch.database;

import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;
import tools.jackson.core.JacksonException;

/**
 * Tells a failure that is about the data from one that heals: the data can never be kept as it is, for instance a text with the character U+0000, a
 * time beyond the calendar, or JSON that is nested too deep. To try it again is in vain.
 *
 * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL error codes</a>
 */
public final class DataErrors {

    private static final String DATA_EXCEPTION = "22";
    private static final String PROGRAM_LIMIT = "54";
    private static final String QUERY_CANCELED = "57014";

    private DataErrors() {}

    /** Why the data cannot be kept, for people, without the data itself; empty when the failure is about something else. */
    public static Optional<String> of(Throwable failure) {
        return causes(failure)
                .map(DataErrors::sentence)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Whether a failure says that the database is away, which heals by itself. */
    public static boolean isAway(RuntimeException failure) {
        return failure instanceof TransactionException
                || failure instanceof TransientDataAccessException
                || failure instanceof NonTransientDataAccessResourceException
                || failure instanceof RecoverableDataAccessException;
    }

    /** Whether the database ended a statement because it took too long. */
    public static boolean isTooSlow(Throwable failure) {
        return causes(failure)
                .anyMatch(cause -> cause instanceof SQLException sql && QUERY_CANCELED.equals(sql.getSQLState()));
    }

    /** Whether one of these is among what has led to a failure. */
    public static boolean hasCause(Throwable failure, Class<?>... types) {
        return causes(failure).anyMatch(cause -> Stream.of(types).anyMatch(type -> type.isInstance(cause)));
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(50);
    }

    private static Optional<String> sentence(Throwable cause) {
        return Optional.ofNullable(
                switch (cause) {
                    case SQLException sql -> sentence(sql.getSQLState());
                    case DateTimeException ignored -> "a time is beyond what can be kept";
                    case ArithmeticException ignored -> "a number or a time is beyond what can be kept";
                    case JacksonException ignored -> "it is no JSON, or nested too deep";
                    default -> null;
                });
    }

    private static @Nullable String sentence(@Nullable String state) {
        if (state == null) {
            return null;
        }
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case DATA_EXCEPTION ->
                switch (state) {
                    case "22021", "22P05" -> "a text has a character that cannot be kept, such as U+0000";
                    case "22008", "22007" -> "a time is beyond what can be kept";
                    case "22003" -> "a number is beyond what can be kept";
                    default -> "a value cannot be kept";
                };
            case PROGRAM_LIMIT -> "it is too large, or nested too deep";
            default -> null;
        };
    }
}

package io.backstitch.job;

import io.backstitch.compensation.UnknownToThisVersion;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What open runs have stored and may still need: the requests of what is in doubt, and requests and receipts of what can be undone. Only read, by whoever
 * may read the tables, also as an earlier version has left them.
 *
 * <p>What was written with the components of today is not looked at again: it costs nothing to have many open runs, but for the first time after they
 * have changed.
 */
final class StoredEffects {

    /** What nothing was done with may be asked for anew; what has no way back, and is over, nobody reads again. */
    static final String OPEN = """
            saga JOIN effect ON effect.saga = saga.id
            WHERE saga.ended_at IS NULL AND undoes IS NULL
              AND effect.state IN ('CLAIMED', 'IN_DOUBT', 'COMPLETED')
              AND (compensation IS NOT NULL OR NOT acknowledged)
            """;

    private static final int LISTED = 20;
    private static final int AT_A_TIME = 1_000;

    private record Stored(
            String key,
            String type,
            String request,
            @Nullable String requestShape,
            @Nullable String receipt,
            @Nullable String receiptShape) {

        static Stored read(ResultSet row, int number) throws SQLException {
            return new Stored(
                    row.getString("key"),
                    row.getString("type"),
                    row.getString("request"),
                    row.getString("request_shape"),
                    row.getString("receipt"),
                    row.getString("receipt_shape"));
        }

        /** Why it is not read; empty when it is. */
        Optional<String> unread(ShapesOfEffect effect) {
            try {
                var unused = effect.requests().current(request, requestShape);
                if (receipt != null) {
                    unused = effect.receipts().current(receipt, receiptShape);
                }
                return Optional.empty();
            } catch (UnknownToThisVersion e) {
                return Optional.of("%s (%s): %s".formatted(key, type, e.getMessage()));
            }
        }
    }

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Map<String, ShapesOfEffect> effects;

    StoredEffects(JdbcClient jdbc, TransactionTemplate transaction, Map<String, ShapesOfEffect> effects) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.effects = Map.copyOf(effects);
    }

    /** A sentence for each effect of an open run that this version could not go on with, in the order of the keys. */
    List<String> unread() {
        return Objects.requireNonNull(transaction.execute(status -> {
            List<String> unread = new ArrayList<>();
            try (Stream<Stored> rows = writtenOtherwise()) {
                rows.forEach(row -> row.unread(Objects.requireNonNull(effects.get(row.type())))
                        .ifPresent(unread::add));
            }
            return unread;
        }));
    }

    /** For people: the first of them, and how many there are. */
    static String told(List<String> unread) {
        return told("effects", unread);
    }

    /** The same where something else is counted. */
    static String told(String counted, List<String> unread) {
        return unread.stream()
                .limit(LISTED)
                .collect(Collectors.joining(
                        "\n- ",
                        "%d %s of open runs hold what this version does not read:\n- "
                                .formatted(unread.size(), counted),
                        unread.size() > LISTED ? "\n- and %d more".formatted(unread.size() - LISTED) : ""));
    }

    private Stream<Stored> writtenOtherwise() {
        return jdbc
                .sql("""
                        SELECT * FROM (
                            SELECT effect.key, effect.type, effect.request, effect.receipt, %s
                            FROM %s
                        ) AS stored
                        JOIN unnest(:types, :requests, :receipts) AS now (of, request_now, receipt_now) ON now.of = stored.type
                        WHERE request_shape IS DISTINCT FROM request_now
                           OR (receipt IS NOT NULL AND receipt_shape IS DISTINCT FROM receipt_now)
                        ORDER BY key
                        """.formatted(
                        tellsShapes() ? "request_shape, receipt_shape" : "NULL AS request_shape, NULL AS receipt_shape",
                        OPEN))
                .param("types", effects.keySet().toArray(String[]::new))
                .param("requests", texts(effect -> effect.requests().text()))
                .param("receipts", texts(effect -> effect.receipts().text()))
                .withFetchSize(AT_A_TIME)
                .query(Stored::read)
                .stream();
    }

    /** Not in the tables of a version that did not. */
    private boolean tellsShapes() {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM information_schema.columns
                                       WHERE table_schema = current_schema() AND table_name = 'effect' AND column_name = 'request_shape')
                        """).query(Boolean.class).single();
    }

    private String[] texts(Function<ShapesOfEffect, String> of) {
        return effects.keySet().stream()
                .map(type -> of.apply(Objects.requireNonNull(effects.get(type))))
                .toArray(String[]::new);
    }
}

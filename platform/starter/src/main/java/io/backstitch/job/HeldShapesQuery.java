package io.backstitch.job;

import io.backstitch.job.HeldShapes.Held;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Finds out what shapes open runs hold. What tells none is read here, as this version reads it, so that nothing of it leaves. */
@Component
class HeldShapesQuery {

    private static final int AT_A_TIME = 1_000;
    private static final String TELLS =
            "(request_shape IS NOT NULL AND (receipt IS NULL OR receipt_shape IS NOT NULL))";

    private static final Comparator<Held> ORDER = Comparator.comparing(Held::type)
            .thenComparing(Held::unknown)
            .thenComparing(held -> String.valueOf(held.request()))
            .thenComparing(held -> String.valueOf(held.receipt()));

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Map<String, ShapesOfEffect> effects;

    HeldShapesQuery(JdbcClient jdbc, TransactionTemplate transaction, EffectCatalogue catalogue) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.effects = catalogue.all().stream().collect(Collectors.toMap(DeclaredEffect::type, DeclaredEffect::shapes));
    }

    /** By job type. */
    HeldShapes all() {
        return Objects.requireNonNull(transaction.execute(status -> {
            Map<Held, Held> found = new TreeMap<>(ORDER);
            try (Stream<Held> told = told();
                    Stream<Held> untold = untold()) {
                told.forEach(held -> found.merge(held.kind(), held, Held::and));
                untold.forEach(held -> found.merge(held.kind(), held, Held::and));
            }
            return new HeldShapes(List.copyOf(found.values()));
        }));
    }

    private Stream<Held> told() {
        return jdbc
                .sql("""
                        SELECT type, request_shape, receipt_shape, count(*) AS effects, min(business_id) AS run
                        FROM %s AND %s
                        GROUP BY type, request_shape, receipt_shape
                        """.formatted(StoredEffects.OPEN, TELLS))
                .query((row, number) -> new Held(
                        row.getString("type"),
                        row.getString("request_shape"),
                        row.getString("receipt_shape"),
                        false,
                        row.getLong("effects"),
                        row.getString("run")))
                .stream();
    }

    private Stream<Held> untold() {
        return jdbc
                .sql("""
                        SELECT type, request, receipt, request_shape, receipt_shape, business_id
                        FROM %s AND NOT %s
                        """.formatted(StoredEffects.OPEN, TELLS))
                .withFetchSize(AT_A_TIME)
                .query((row, number) -> read(row))
                .stream();
    }

    private Held read(ResultSet row) throws SQLException {
        String type = row.getString("type");
        String receipt = row.getString("receipt");
        ShapesOfEffect effect = effects.get(type);
        String requested = shape(
                effect == null ? null : effect.requests(), row.getString("request"), row.getString("request_shape"));
        String received = receipt == null
                ? null
                : shape(effect == null ? null : effect.receipts(), receipt, row.getString("receipt_shape"));
        boolean unknown = requested == null || (receipt != null && received == null);
        return new Held(
                type, unknown ? null : requested, unknown ? null : received, unknown, 1, row.getString("business_id"));
    }

    private static @Nullable String shape(@Nullable StoredShape<?> ours, String stored, @Nullable String told) {
        return told != null || ours == null ? told : ours.shapeOf(stored).orElse(null);
    }
}

package io.backstitch.erasure;

import io.backstitch.tables.Kind;
import io.backstitch.tables.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Goes through a table and takes a person out of it. All of the table is read, since nothing indexes what people write; some
 * megabytes at a time, so that no statement takes long.
 */
@Component
class Sweep {

    /** Of eight kilobytes each, and of what large values have elsewhere. */
    private static final int PAGES = 1024;

    private final JdbcTemplate jdbc;
    private final JdbcClient client;
    private final JsonMapper json;
    private final Clock clock;

    Sweep(JdbcTemplate jdbc, JdbcClient client, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.client = client;
        this.json = json;
        this.clock = clock;
    }

    /** What is done about what is found. */
    enum Way {
        /** Nothing; no row is locked. */
        LOOK,
        /** It is changed, in the caller's transaction. */
        CHANGE
    }

    private record Row(String place, String label, boolean open, List<@Nullable String> texts) {}

    /** Looks through the table, and adds to the findings. */
    void through(Store store, Names names, Way way, Findings findings) {
        if (store.personal().isEmpty()) {
            return;
        }
        List<String> patterns = client.sql("SELECT lower(name) FROM unnest(CAST(:names AS text[])) AS name")
                .param("names", names.patterns().toArray(String[]::new))
                .query((row, number) -> row.getString(1))
                .list();
        for (String part : parts(store.table())) {
            long end = pages(part);
            for (long page = 0; page < end; page += PAGES) {
                List<Row> rows = rows(store, part, page, patterns, way);
                List<Row> changed = changed(store, rows, names, findings);
                if (way == Way.CHANGE && !changed.isEmpty()) {
                    change(store, part, changed);
                }
            }
        }
    }

    /** The table itself, or its partitions. */
    private List<String> parts(String table) {
        return client.sql("""
                        SELECT oid::regclass::text FROM pg_class
                        WHERE relkind = 'r' AND (oid = to_regclass(:table)
                              OR oid IN (SELECT relid FROM pg_partition_tree(to_regclass(:table))))
                        ORDER BY oid
                        """)
                .param("table", table)
                .query((row, number) -> row.getString(1))
                .list();
    }

    private long pages(String part) {
        return client.sql("SELECT pg_relation_size(to_regclass(?)) / current_setting('block_size')::bigint")
                .param(part)
                .query(Long.class)
                .single();
    }

    private List<Row> rows(Store store, String part, long page, List<String> patterns, Way way) {
        List<Store.Column> columns = store.personal();
        String texts = columns.stream()
                .map(column -> column.kind().read("t." + column.name()))
                .collect(Collectors.joining(", "));
        String matches = columns.stream()
                .map(column -> "lower(" + column.kind().read("t." + column.name()) + ") LIKE ANY (:patterns)")
                .collect(Collectors.joining(" OR "));
        String sql =
                "SELECT t.ctid::text, %s, %s, %s FROM %s AS t WHERE t.ctid >= '(%d,0)'::tid AND t.ctid < '(%d,0)'::tid AND (%s)%s"
                        .formatted(
                                store.label(),
                                store.open(),
                                texts,
                                part,
                                page,
                                page + PAGES,
                                matches,
                                way == Way.LOOK || store.changing().isEmpty() ? "" : " FOR UPDATE OF t");
        return client.sql(sql)
                .param("patterns", patterns.toArray(String[]::new))
                .param("now", Timestamp.from(clock.instant()))
                .query((row, number) -> read(row, columns.size()))
                .list();
    }

    private static Row read(ResultSet row, int columns) throws SQLException {
        List<@Nullable String> texts = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            texts.add(row.getString(i + 4));
        }
        return new Row(row.getString(1), row.getString(2), row.getBoolean(3), texts);
    }

    private static List<Row> changed(Store store, List<Row> rows, Names names, Findings findings) {
        List<Row> changed = new ArrayList<>();
        for (Row row : rows) {
            List<@Nullable String> after = without(store.personal(), row.texts(), names);
            if (!after.equals(row.texts())) {
                changed.add(new Row(row.place(), row.label(), row.open(), after));
                if (row.open()) {
                    findings.open(store.table(), row.label());
                }
                if (store.table().equals("effect")) {
                    findings.effects.add(row.label());
                }
            }
            note(store, row.texts(), after, names, findings);
        }
        return changed;
    }

    private static List<@Nullable String> without(
            List<Store.Column> columns, List<@Nullable String> before, Names names) {
        List<@Nullable String> after = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String text = before.get(i);
            after.add(text == null ? null : names.without(columns.get(i).kind(), text));
        }
        if (!after.equals(before)) {
            IntStream.range(0, columns.size())
                    .filter(i -> columns.get(i).kind() == Kind.BESIDE && after.get(i) != null)
                    .forEach(i -> after.set(i, names.pseudonym()));
        }
        return after;
    }

    private static void note(
            Store store, List<@Nullable String> before, List<@Nullable String> after, Names names, Findings findings) {
        for (int i = 0; i < after.size(); i++) {
            Store.Column column = store.personal().get(i);
            String where = store.table() + "." + column.name();
            String text = after.get(i);
            if (!Objects.equals(before.get(i), text)) {
                Findings.count(findings.erased, where);
            }
            if (text != null && column.kind().stays() && names.isIn(text)) {
                Findings.count(findings.kept, where);
            } else if (text != null && column.kind().changes() && names.resemble(text)) {
                Findings.count(findings.resembling, where);
            }
        }
    }

    private void change(Store store, String part, List<Row> rows) {
        String set = store.changing().stream()
                .map(column -> column.name() + " = " + column.kind().written())
                .collect(Collectors.joining(", "));
        jdbc.batchUpdate(
                "UPDATE %s SET %s WHERE ctid = CAST(? AS tid)".formatted(part, set),
                rows.stream().map(row -> arguments(store, row)).toList());
    }

    private @Nullable Object[] arguments(Store store, Row row) {
        List<@Nullable Object> arguments = new ArrayList<>();
        for (int i = 0; i < row.texts().size(); i++) {
            Kind kind = store.personal().get(i).kind();
            if (kind.changes()) {
                arguments.add(argument(kind, row.texts().get(i)));
            }
        }
        arguments.add(row.place());
        return arguments.toArray();
    }

    private @Nullable Object argument(Kind kind, @Nullable String text) {
        return text != null && kind == Kind.LOGINS ? json.readValue(text, String[].class) : text;
    }
}

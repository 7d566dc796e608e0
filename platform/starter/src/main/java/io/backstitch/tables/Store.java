package io.backstitch.tables;

import java.util.ArrayList;
import java.util.List;

/**
 * One table of ours, with all its columns that could hold a text.
 *
 * @param label SQL over the row {@code t}: how people know it
 * @param open SQL over the row {@code t}: whether something goes on that needs the row as it is
 */
public record Store(String table, String label, String open, List<Column> columns) {

    /** One column of it. */
    public record Column(String name, Kind kind) {}

    /** A table that is not known to people, and whose rows nothing needs. */
    public static Store of(String table) {
        return new Store(table, "t.ctid::text", "false", List.of());
    }

    /** Its label. */
    public Store labelled(String sql) {
        return new Store(table, sql, open, columns);
    }

    /** When its rows are open. */
    public Store openWhile(String sql) {
        return new Store(table, label, sql, columns);
    }

    /** More of its columns. */
    public Store with(Kind kind, String... names) {
        List<Column> all = new ArrayList<>(columns);
        for (String name : names) {
            all.add(new Column(name, kind));
        }
        return new Store(table, label, open, List.copyOf(all));
    }

    /** Those that can name a person. */
    public List<Column> personal() {
        return columns.stream().filter(column -> column.kind() != Kind.FREE).toList();
    }

    /** Those of them that an erasure changes. */
    public List<Column> changing() {
        return columns.stream().filter(column -> column.kind().changes()).toList();
    }
}

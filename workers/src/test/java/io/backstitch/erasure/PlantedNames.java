package io.backstitch.erasure;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks for names in all that a database holds, without asking the list that an erasure goes by. */
public final class PlantedNames {

    private PlantedNames() {}

    /** Each {@code table.column} that can hold a text, as the catalogue of the database says. */
    static List<String> columns(JdbcClient database) {
        return columns(database, "text", "character varying", "jsonb", "json", "bytea", "ARRAY");
    }

    /** Those of these types. */
    static List<String> columns(JdbcClient database, String... types) {
        return database.sql("""
                        SELECT table_name || '.' || column_name FROM information_schema.columns
                        JOIN information_schema.tables USING (table_schema, table_name)
                        WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
                          AND data_type = ANY (?) AND (data_type <> 'ARRAY' OR udt_name IN ('_text', '_varchar', '_jsonb'))
                        """)
                .param(types)
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** Each {@code table.column} in which one of the names stands, whatever is around it. */
    public static Set<String> in(JdbcClient database, String... names) {
        Set<String> found = new TreeSet<>();
        List<String> bytes = columns(database, "bytea");
        for (String column : columns(database)) {
            String[] parts = column.split("[.]", 2);
            String text = bytes.contains(column) ? "encode(\"%s\", 'escape')" : "\"%s\"::text";
            boolean there = database.sql("SELECT EXISTS (SELECT FROM %s WHERE %s ILIKE ANY (:names))"
                            .formatted(parts[0], text.formatted(parts[1])))
                    .param(
                            "names",
                            List.of(names).stream()
                                    .map(name -> "%" + name + "%")
                                    .toArray(String[]::new))
                    .query(Boolean.class)
                    .single();
            if (there) {
                found.add(column);
            }
        }
        return found;
    }
}

package io.backstitch.tables;

/**
 * Rows that belong to no run that is here, and whose time can be over.
 *
 * @param table its name
 * @param over when it is, over {@code own} and {@code :before}
 */
public record Leftover(String table, String over) {

    /** No instance of the engine stands behind the row. */
    public static final String NO_INSTANCE =
            "NOT EXISTS (SELECT FROM engine_instance WHERE instance = own.process_instance_key)";

    /** No run that is here stands behind the row. */
    public static final String NO_SAGA = "NOT EXISTS (SELECT FROM saga WHERE id = own.saga)";

    /** At most so many of them. */
    public String delete(int most) {
        return "DELETE FROM %1$s WHERE ctid = ANY (ARRAY(SELECT own.ctid FROM %1$s AS own WHERE %2$s LIMIT %3$d))"
                .formatted(table, over, most);
    }
}

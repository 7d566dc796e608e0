package io.backstitch.tables;

/**
 * The rows of a table that belong to runs, and go with them. Each part is SQL, over {@code own}, a row of the table, and
 * {@code going}, a run that goes, with its {@code run} (the business id) and {@code saga}; both come from the code and never from outside.
 *
 * <p>What is archived must name nobody: ids, states, times and hashes, but no texts that people or partners wrote, no variables and no user names. So an
 * archive never has to be changed when somebody is erased.
 *
 * @param table its name
 * @param via other tables by which a row belongs to the run, with a comma behind; empty when it does so by itself
 * @param when the condition under which a row belongs to the run
 * @param kept the columns that are archived; empty: the rows go without a trace
 * @param order of the rows of one run, so that each time the same archive is made
 */
public record RunRows(String table, String via, String when, String kept, String order) {

    /** Of the process instances of the run itself, by {@code run_instance AS via}. */
    public static final String OF_INSTANCE =
            "via.process = :process AND via.run = going.run AND own.process_instance_key = via.process_instance_key";

    /** The runs that go, all of one process. */
    private static final String GOING = """
            (SELECT run, :process || '/' || run AS saga, n FROM unnest((SELECT :runs::text[])) WITH ORDINALITY AS it (run, n)) AS going\
            """;

    /** Rows that leave no trace. */
    public static RunRows gone(String table, String when) {
        return new RunRows(table, "", when, "", "");
    }

    /** Rows that are archived. */
    public static RunRows kept(String table, String when, String kept, String order) {
        return new RunRows(table, "", when, kept, order);
    }

    /** The same rows, which belong to a run by other tables, with the names that the condition gives them. */
    public RunRows by(String others) {
        return new RunRows(table, others + ", ", when, kept, order);
    }

    /** Whether something of them stays in the archive. */
    public boolean areArchived() {
        return !kept.isEmpty();
    }

    /** SQL: what is archived of them. */
    public String select() {
        return """
                SELECT going.run, row_to_json(kept)::text AS kept
                FROM %s, %s%s AS own, LATERAL (SELECT %s) AS kept
                WHERE %s
                ORDER BY going.n, %s
                """.formatted(GOING, via, table, kept, when, order);
    }

    /** SQL: they go. */
    public String delete() {
        return "DELETE FROM %s AS own USING %s%s WHERE %s".formatted(table, via, GOING, when);
    }

    /** SQL: how many there are. */
    public String count() {
        return "SELECT count(*) FROM %s, %s%s AS own WHERE %s".formatted(GOING, via, table, when);
    }

    /** SQL: the runs that go. */
    public static String going() {
        return GOING;
    }
}

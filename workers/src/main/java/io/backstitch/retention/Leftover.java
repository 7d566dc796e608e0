package io.backstitch.retention;

import java.util.List;

/**
 * Rows that belong to no run that is here, and whose time can be over.
 *
 * @param table its name
 * @param over when it is, over {@code own} and {@code :before}
 */
record Leftover(String table, String over) {

    private static final String NO_INSTANCE =
            "NOT EXISTS (SELECT FROM engine_instance WHERE instance = own.process_instance_key)";
    private static final String NO_SAGA = "NOT EXISTS (SELECT FROM saga WHERE id = own.saga)";

    static final List<Leftover> ALL = List.of(
            new Leftover("engine_record_aside", "own.aside_at < :before"),
            new Leftover("refused_instance", "own.refused_at < :before"),
            new Leftover("stranger_instance", "own.settled_at < :before"),
            new Leftover("reconciliation_finding", "own.found_at < :before"),
            new Leftover("schedule_misfire", "own.found_at < :before"),
            new Leftover("incident_alert", "own.given_up_at < :before"),
            new Leftover("approval_delegation", "coalesce(own.ended_at, own.until) < :before"),
            new Leftover("incident", "own.resolved_at < :before AND " + NO_INSTANCE),
            new Leftover("failed_attempt", "own.at < :before AND " + NO_SAGA + " AND " + NO_INSTANCE),
            new Leftover(
                    "dead_letter",
                    "own.decided_at < :before AND own.state <> 'OPEN' AND (own.told_at IS NOT NULL OR own.state = 'RESOLVED') AND "
                            + NO_SAGA),
            new Leftover(
                    "user_task",
                    "own.ended_at < :before AND " + NO_INSTANCE
                            + " AND NOT EXISTS (SELECT FROM approval WHERE id = own.process_instance_key)"),
            // Those of archived runs, which a rebuild has made anew.
            new Leftover(
                    "run_instance",
                    "EXISTS (SELECT FROM saga_archived WHERE id = own.process || '/' || own.run AND archived_at < :before) AND "
                            + NO_INSTANCE));

    /** At most so many of them. */
    String delete(int most) {
        return "DELETE FROM %1$s WHERE ctid = ANY (ARRAY(SELECT own.ctid FROM %1$s AS own WHERE %2$s LIMIT %3$d))"
                .formatted(table, over, most);
    }
}

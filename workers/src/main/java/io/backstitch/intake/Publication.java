package io.backstitch.intake;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A message that waits to be brought to the engine: a run's start, or an event for a run.
 *
 * @param id of the run or the event, by which the engine tells a repeat
 * @param starts whether it starts its run
 * @param message its name
 * @param variables as JSON
 * @param tries how many the engine has refused
 */
record Publication(String id, boolean starts, String run, String process, String message, String variables, int tries) {

    static Publication ofRun(ResultSet row, int number) throws SQLException {
        String process = row.getString("process");
        return new Publication(
                row.getString("id"),
                true,
                row.getString("id"),
                process,
                process + Trigger.REQUESTED,
                row.getString("variables"),
                row.getInt("tries"));
    }

    static Publication ofEvent(ResultSet row, int number) throws SQLException {
        return new Publication(
                row.getString("id"),
                false,
                row.getString("run"),
                row.getString("process"),
                row.getString("message"),
                row.getString("variables"),
                row.getInt("tries"));
    }

    /** The table that has it. */
    String table() {
        return starts ? "run" : "run_event";
    }
}

package io.backstitch.intake;

import io.backstitch.value.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

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
                withMinorUnits(row.getString("variables"), row.getString("currency")),
                row.getInt("tries"));
    }

    /** A model cannot know how many digits a currency has: where a run has one, it is told how many minor units are one of it. */
    static String withMinorUnits(String variables, @Nullable String currency) {
        return currency == null
                ? variables
                : "%s, \"minorUnits\": %d}"
                        .formatted(variables.substring(0, variables.lastIndexOf('}')), Money.minorUnits(currency));
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

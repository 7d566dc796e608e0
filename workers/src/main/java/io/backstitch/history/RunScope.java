package io.backstitch.history;

import io.backstitch.security.Viewer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs that may be seen for one reason, and for none before it. Each is ordered by one row, which an index has: so a list costs what it shows,
 * whatever else there is. A saga is opened when its run is accepted.
 */
sealed interface RunScope {

    /** What a part of the list is ordered by, and then its id. */
    String time();

    String id();

    /** Which saga is that of which run, so that the index of what comes second is used. */
    String saga();

    /** The conditions, which begin with AND; adds their values. */
    String where(List<Object> values);

    /** The scopes that together are what the viewer may see. */
    static List<RunScope> of(@Nullable String process, @Nullable String outcome, Viewer viewer) {
        if (viewer.all() || viewer.sees(process)) {
            return List.of(new Any(process));
        }
        List<RunScope> scopes = new ArrayList<>();
        if (process == null) {
            viewer.processes().forEach(it -> scopes.add(new Any(it)));
        }
        if (!viewer.person().isEmpty()) {
            scopes.add(
                    outcome == null
                            ? new Own(viewer.person(), viewer.processNames(), process)
                            : new OwnEnded(viewer.person(), viewer.processNames(), process));
        }
        return scopes;
    }

    /**
     * Those of one process, or all.
     *
     * @param process null for all
     */
    record Any(@Nullable String process) implements RunScope {

        @Override
        public String time() {
            return "saga.opened_at";
        }

        @Override
        public String id() {
            return "saga.business_id";
        }

        @Override
        public String saga() {
            return "run.id = saga.business_id AND run.process = saga.process";
        }

        @Override
        public String where(List<Object> values) {
            return ofProcess("saga.process", process, values);
        }
    }

    /**
     * Those that somebody began.
     *
     * @param seen processes whose runs are seen anyway
     */
    @SuppressWarnings("ArrayRecordComponent") // for SQL only; nobody compares it
    record Own(String person, String[] seen, @Nullable String process) implements RunScope {

        @Override
        public String time() {
            return "run.accepted_at";
        }

        @Override
        public String id() {
            return "run.id";
        }

        @Override
        public String saga() {
            return "saga.id = run.process || '/' || run.id";
        }

        @Override
        public String where(List<Object> values) {
            values.add(person);
            values.add(seen);
            return " AND run.asked_by = ? AND run.asked_by <> '' AND run.process <> ALL (?)"
                    + ofProcess("run.process", process, values);
        }
    }

    /** The same, of which only those are asked for that ended in one way: few of many, perhaps. */
    @SuppressWarnings("ArrayRecordComponent") // for SQL only; nobody compares it
    record OwnEnded(String person, String[] seen, @Nullable String process) implements RunScope {

        @Override
        public String time() {
            return "saga.opened_at";
        }

        @Override
        public String id() {
            return "saga.business_id";
        }

        @Override
        public String saga() {
            return "run.id = saga.business_id AND run.process = saga.process";
        }

        @Override
        public String where(List<Object> values) {
            values.add(person);
            values.add(seen);
            return " AND saga.asked_by = ? AND saga.asked_by <> '' AND saga.process <> ALL (?)"
                    + ofProcess("saga.process", process, values);
        }
    }

    private static String ofProcess(String column, @Nullable String process, List<Object> values) {
        if (process == null) {
            return "";
        }
        values.add(process);
        return " AND " + column + " = ?";
    }
}

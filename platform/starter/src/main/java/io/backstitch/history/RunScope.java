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

    /** Whose rows a part of the list is chosen and ordered by. */
    Rows rows();

    /** What a part of the list is ordered by, and then its id. */
    default String time() {
        return rows().time;
    }

    default String id() {
        return rows().id;
    }

    /** Which saga is that of which run, so that the index of what comes second is used. */
    default String saga() {
        return rows().join;
    }

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
                    // Of those that ended in one way there may be few, and the saga knows how each ended.
                    new Own(viewer.person(), viewer.processNames(), process, outcome == null ? Rows.RUN : Rows.SAGA));
        }
        return scopes;
    }

    /** One of the two rows that each run has. */
    enum Rows {
        RUN("run", "run.accepted_at", "run.id", "saga.id = run.process || '/' || run.id"),
        SAGA("saga", "saga.opened_at", "saga.business_id", "run.id = saga.business_id AND run.process = saga.process");

        private final String table;
        private final String time;
        private final String id;
        private final String join;

        Rows(String table, String time, String id, String join) {
            this.table = table;
            this.time = time;
            this.id = id;
            this.join = join;
        }

        private String ofProcess(@Nullable String process, List<Object> values) {
            if (process == null) {
                return "";
            }
            values.add(process);
            return " AND %s.process = ?".formatted(table);
        }
    }

    /**
     * Those of one process, or all.
     *
     * @param process null for all
     */
    record Any(@Nullable String process) implements RunScope {

        @Override
        public Rows rows() {
            return Rows.SAGA;
        }

        @Override
        public String where(List<Object> values) {
            return rows().ofProcess(process, values);
        }
    }

    /**
     * Those that somebody began.
     *
     * @param seen processes whose runs are seen anyway
     */
    @SuppressWarnings("ArrayRecordComponent") // for SQL only; nobody compares it
    record Own(String person, String[] seen, @Nullable String process, Rows rows) implements RunScope {

        @Override
        public String where(List<Object> values) {
            values.add(person);
            values.add(seen);
            return " AND %1$s.asked_by = ? AND %1$s.asked_by <> '' AND %1$s.process <> ALL (?)".formatted(rows.table)
                    + rows.ofProcess(process, values);
        }
    }
}

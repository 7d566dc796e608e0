package io.backstitch.stack.torture.insider;

/** What must be on record about an attempt that was taken. */
sealed interface Trace {

    /** Nothing: it was refused at once, to the face of who tried. */
    record None() implements Trace {}

    /** This process instance is among those that were refused. */
    record RefusedInstance(long instance) implements Trace {}

    /**
     * An entry in the audit about this run, one for each such attempt.
     *
     * @param run as the audit names it
     * @param kind of the entry
     * @param what as the entry says; empty where entries of that kind do not
     * @param operation Operate's id of it: it is asked whether the engine took it; empty where the engine itself has said so
     */
    record Entry(String run, String kind, String what, String operation) implements Trace {

        /** A change in the engine, which has taken it. */
        static Entry changed(String run, String what) {
            return changed(run, what, "");
        }

        static Entry changed(String run, String what, String operation) {
            return new Entry(run, "engine.changed", what, operation);
        }
    }

    /** A decision that was refused, or came too late to count. */
    record Ruled(String run) implements Trace {}

    /**
     * An entry that this run's task was held, unless the task was over before anybody could see it; and it is not held any more.
     *
     * @param task by the engine's number
     * @param holder user name
     */
    record Released(String run, long task, String holder) implements Trace {}

    /** A record with this mark among those that were put aside. */
    record Aside(String mark) implements Trace {}
}

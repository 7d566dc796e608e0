package io.backstitch.waiting;

import java.time.Instant;

/**
 * A run that seems to be stuck.
 *
 * @param reason a sentence; {@code {age}} in it stands for how long it is since
 * @param since when what it says began; when that is not known, when it was seen first
 */
record Suspect(String run, String process, Kind kind, String reason, Instant since) {

    /** Why; in the order in which they are told when there are several. */
    enum Kind {
        /** The relay has not handed it over, although the engine is there and it is its turn. */
        NOT_RELAYED("see the application's log for what keeps the relay from it"),
        /** A worker is beyond its time limit, and an interruption does not end it. */
        WORKER_HANGS("end the application's instance that works at it; its jobs are handed out again at once"),
        /** A job waits, and no worker takes any of its type, or none takes this one. */
        NO_WORKER("start the application with a worker of this job type, or mend its model"),
        /** The engine was handed the run, and never began it. */
        NEVER_BEGUN(
                "look in Operate for the process and its message start event; then backstitch runs hand-over, or runs cancel"),
        /** What the run was told by message has not reached it. */
        MESSAGE_LOST("send it again: backstitch runs cancel does, twice is the same as once"),
        /** It is on its way back, and does not move. */
        UNWINDING_STANDS("see with backstitch runs show what is not undone yet, and in the application's log why"),
        /** The engine ended it from outside, as a cancel in Operate does; its effects stand. */
        ENDED_OUTSIDE("see with backstitch runs show which of its effects stand, and undo them by hand"),
        /** Its process instance is there and waits for nothing. */
        WAITS_FOR_NOTHING("look in Operate where it stands; a modification can move it on");

        private final String advice;

        Kind(String advice) {
            this.advice = advice;
        }

        /** What a person can do. */
        String advice() {
            return advice;
        }

        /** Whether it may be no more than a moment between two steps, or a message on its way: then it is told only when it lasts. */
        boolean mayBeAMoment() {
            return this == ENDED_OUTSIDE || this == WAITS_FOR_NOTHING || this == NOT_RELAYED;
        }
    }
}

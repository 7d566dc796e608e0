package io.backstitch.messaging;

import java.time.Instant;

/**
 * Something that happened here and that others may want to know.
 *
 * @param type one of the constants, or another name in reverse-domain form; consumers choose by it
 * @param subject what it is about, for instance the id of a run: events of one subject go to one partition of the topic
 * @param time when it happened
 * @param data the rest, written as JSON; no secrets and no personal data, since it leaves us
 */
public record DomainEvent(String type, String subject, Instant time, Object data) {

    /** A run has ended, one way or the other. Data: {@code process, run, outcome, saga, cause}. */
    public static final String RUN_ENDED = "io.backstitch.run.ended";

    /** A step has failed for good and waits for a person. Data: {@code deadLetter, process, element}. */
    public static final String DEAD_LETTER_OPENED = "io.backstitch.dead-letter.opened";

    /** A dead letter is closed: a person has decided, or its step went on otherwise. Data: {@code deadLetter, state}. */
    public static final String DEAD_LETTER_DECIDED = "io.backstitch.dead-letter.decided";

    /** The engine cannot go on somewhere and waits for a person. Data: {@code incident, process, element, errorType}. */
    public static final String INCIDENT_OPENED = "io.backstitch.incident.opened";

    /** An incident is resolved, also because its run was cancelled. Data: {@code incident, process, element, errorType}. */
    public static final String INCIDENT_RESOLVED = "io.backstitch.incident.resolved";

    /** A key vouches for the audit up to an entry; worth keeping. Data: {@code tenant, size, line}, as an export holds the line. */
    public static final String AUDIT_CHECKPOINT = "io.backstitch.audit.checkpoint";

    /** An approval still waits for people. Data: {@code approval, kind, level}. */
    public static final String APPROVAL_REMINDER = "io.backstitch.approval.reminder-due";

    /** A run makes no progress and waits for nothing: a person must look. Data: {@code process, run, kind, reason, since}. */
    public static final String RUN_STUCK = "io.backstitch.run.stuck";

    /** A run that was told to be stuck moves again, or has ended. Data as it was told then. */
    public static final String RUN_MOVES = "io.backstitch.run.moves-again";

    /** A process instance that no door has begun was refused. Data: {@code instance, process, why}. */
    public static final String INSTANCE_REFUSED = "io.backstitch.instance.refused";

    public DomainEvent {
        if (type.isBlank()) {
            throw new IllegalArgumentException("type is blank");
        }
        if (subject.isBlank()) {
            throw new IllegalArgumentException("subject is blank in an event of type " + type);
        }
    }
}

package io.backstitch.stack.torture.insider;

import java.util.Locale;

/** What an insider tries. */
public enum Kind {
    /** Goes into Operate with an employee's login. */
    ENTER_OPERATE(Rights.EMPLOYEE),
    /** Starts a process in Tasklist, with variables of their own. */
    START_IN_TASKLIST(Rights.EMPLOYEE),
    /** Takes a task in Tasklist that asks somebody else, and keeps it. */
    HOLD_TASK(Rights.EMPLOYEE),
    /** Takes the approval of their own report in Tasklist, and approves. */
    APPROVE_OWN(Rights.EMPLOYEE),
    /** Asks for deadlines that nobody can keep. */
    SET_DEADLINE(Rights.EMPLOYEE),
    /** Looks at what others have asked for. */
    READ_OTHERS(Rights.EMPLOYEE),
    /** Uses the idempotency key of somebody else. */
    USE_ANOTHERS_KEY(Rights.EMPLOYEE),
    /** Starts a process with the engine's API. */
    START_IN_ENGINE(Rights.OPERATOR),
    /** Copies the signed name of a run into an instance of their own. */
    COPY_NAME(Rights.OPERATOR),
    /** Sets the amount, the payee or the approval of a running report. */
    SET_VARIABLES(Rights.OPERATOR),
    /** Moves the token of a report past its approval. */
    MOVE_TOKEN(Rights.OPERATOR),
    /** Writes into the records' topic that an approver has approved. */
    FORGE_RECORD(Rights.OPERATOR),
    /** Answers an approval with what cannot be kept, in an approver's name. */
    POISON_ANSWER(Rights.OPERATOR),
    /** Cancels a run in the engine. */
    CANCEL_IN_ENGINE(Rights.OPERATOR),
    /** Resolves an incident of a run that they have tampered with. */
    RESOLVE_INCIDENT(Rights.OPERATOR);

    private final Rights rights;

    Kind(Rights rights) {
        this.rights = rights;
    }

    /** Who tries it. */
    Rights rights() {
        return rights;
    }

    /** For people. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** What somebody may do. */
    public enum Rights {
        /** Tasklist, and the doors. */
        EMPLOYEE,
        /** Operate, the engine's API, and Kafka. */
        OPERATOR
    }
}

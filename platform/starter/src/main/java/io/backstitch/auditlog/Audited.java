package io.backstitch.auditlog;

/** What the platform puts on record. The words are for ever: entries that were written keep them. */
public enum Audited implements AuditKind {
    /** A step got fresh attempts; a command for many leaves one entry for each letter. Body: {@code actor, deadLetter, element, key, reason}. */
    DEAD_LETTER_REPLAYED("operator.dead-letter-replayed"),
    /** A run is taken back because of a dead letter; of an event: it is dropped. Body: {@code actor, deadLetter, element, key, reason}. */
    DEAD_LETTER_GIVEN_UP("operator.dead-letter-given-up"),
    /** A person's word about an effect in doubt, or about an undo that failed. Body: {@code actor, key, reason, verdict}. */
    EFFECT_DECIDED("operator.effect-decided"),
    /** A run is cancelled. Body: {@code actor, reason}; entries of before have no reason. */
    RUN_CANCELLED("operator.run-cancelled"),
    /** A run that the engine never began is handed over once more. Body: {@code actor}. */
    RUN_HANDED_OVER("operator.run-handed-over"),
    /** A variable of a run is changed; its values stay outside, in {@code variable_change}. Body: {@code actor, change, variable, reason}. */
    RUN_VARIABLE_CHANGED("operator.run-variable-changed"),
    /** The date that a run waits for is moved. Body: {@code actor, date, reason}. */
    RUN_DATE_MOVED("operator.run-date-moved"),
    /** What was made of the engine's records is made anew. Body: {@code actor, reason}. */
    RECORDS_REBUILT("operator.records-rebuilt"),
    /**
     * The engine has a new version of a process, decision or form. Body: {@code actor} (a person or client; "system": this application;
     * "unknown": the engine's API is open), {@code file, id, version, sha256, shipped} (whether this application brings that very file),
     * {@code happened, record}.
     */
    MODEL_DEPLOYED("model.deployed"),
    /** A version was taken from the engine. Body: as of {@link #MODEL_DEPLOYED}. */
    MODEL_DELETED("model.deleted"),
    /**
     * A process instance that no door has begun was refused: its steps were not done, and unless the settings say otherwise it was taken from
     * the engine. Body: {@code instance, process, why}.
     */
    INSTANCE_REFUSED("engine.instance-refused"),
    /**
     * An effect that a process instance had made with the copied name of this run was undone; the run's own stand. Body: {@code element, key,
     * instance}.
     */
    STRANGER_EFFECT_UNDONE("effect.stranger-undone"),
    /** An effect was refused, since it was not approved or went beyond what was. Body: {@code element, key, why}. */
    EFFECT_NOT_PERMITTED("effect.not-permitted"),
    /**
     * Somebody changed a run in the engine past our doors, in Operate or with its API; one entry for each command. Body: {@code actor} (a person or client;
     * "unknown": an engine of 8.6, or one whose API is open, does not say), {@code what} (cancelled, modified, migrated, variables-set, incident-resolved),
     * {@code instance, happened, record}, and by what it was {@code process, scope, element, incident, activated, terminated, variables, definition}.
     */
    ENGINE_CHANGED("engine.changed"),
    /**
     * Runs whose time was over went from the tables into an archive. Body: {@code archive} (by which its files are called), {@code process, runs} (how many),
     * {@code manifest} (the SHA-256 of its manifest).
     */
    RUNS_ARCHIVED("runs.archived"),
    /** Somebody read the audit. Body: {@code actor, what}. */
    AUDIT_READ("audit.read"),
    /**
     * A person was erased. Body: {@code actor, person, reason}, and how many values by table and column were {@code erased} and {@code kept}; entries of
     * before have neither, and nothing but the audit was erased.
     */
    PERSON_ERASED("audit.person-erased"),
    /** Something was put among what waits for its place in the chain that Backstitch did not write. Body: {@code draft, text} (how it begins). */
    DRAFT_UNREADABLE("audit.draft-unreadable");

    private final String word;

    Audited(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}

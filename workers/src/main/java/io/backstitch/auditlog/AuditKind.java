package io.backstitch.auditlog;

/** What is on record. The words are for ever: entries that were written keep them. */
public enum AuditKind {
    /** A step got fresh attempts; a command for many leaves one entry for each letter. Body: {@code actor, deadLetter, element, key, reason}. */
    DEAD_LETTER_REPLAYED("operator.dead-letter-replayed"),
    /** A run is taken back because of a dead letter. Body: {@code actor, deadLetter, element, key, reason}. */
    DEAD_LETTER_GIVEN_UP("operator.dead-letter-given-up"),
    /** A person's word about an effect in doubt, or about an undo that failed. Body: {@code actor, key, reason, verdict}. */
    EFFECT_DECIDED("operator.effect-decided"),
    /** A run is cancelled. Body: {@code actor}. */
    RUN_CANCELLED("operator.run-cancelled"),
    /** What was made of the engine's records is made anew. Body: {@code actor, reason}. */
    RECORDS_REBUILT("operator.records-rebuilt"),
    /** The engine has a new version of a file of the modeller's. Body: {@code actor} ("system"), {@code file, sha256, versions}. */
    MODEL_DEPLOYED("model.deployed"),
    /** Somebody read the audit. Body: {@code actor, what}. */
    AUDIT_READ("audit.read"),
    /** Name and salt of a person were erased. Body: {@code actor, person, reason}. */
    PERSON_ERASED("audit.person-erased");

    private final String word;

    AuditKind(String word) {
        this.word = word;
    }

    /** As entries name it. */
    public String word() {
        return word;
    }
}

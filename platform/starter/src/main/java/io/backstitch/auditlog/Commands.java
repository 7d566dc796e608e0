package io.backstitch.auditlog;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts what persons command on record, in the transaction that does it, and under their pseudonym. */
@Component
public class Commands {

    private final AuditLog log;
    private final People people;

    Commands(AuditLog log, People people) {
        this.log = log;
        this.people = people;
    }

    /**
     * Appends one entry.
     *
     * @param run what it is about: the text of a saga's id, or null
     * @param who the person, as the token names them
     * @param what the rest of the body, as {@link AuditKind} lists it
     * @throws IllegalStateException when there is no transaction of Spring
     * @throws IllegalArgumentException when the body cannot be kept exactly, for instance half a character in a reason
     */
    public void record(AuditKind kind, @Nullable String run, String who, Map<String, ? extends @Nullable Object> what) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>(what);
        body.put("actor", people.pseudonym(who));
        log.append(kind, run, body);
    }
}

package io.backstitch.intake;

import io.backstitch.value.BadValue;
import io.backstitch.value.RequestKey;
import io.backstitch.value.Storable;
import io.backstitch.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * A request for a run, or an event for the run of a subject.
 *
 * @param process the process id
 * @param sender who asks: keys of one do not meet those of another
 * @param idempotencyKey given by the sender; one key is one request, for ever
 * @param variables what the run starts with, or what it is told: a record
 * @param subject whose run it is; null when each key is a run of its own
 */
public record Trigger(
        String process,
        Sender sender,
        String idempotencyKey,
        Record variables,
        @Nullable Subject subject) {

    /** What stands behind the process in the message that starts a run of it. */
    public static final String REQUESTED = ".requested";

    private static final int LONGEST_KEY = 255;

    /**
     * What an event is about.
     *
     * @param id the business' own id
     * @param message by which the model of a run that is there catches it
     * @param starts whether it starts the run of a subject that has none
     */
    public record Subject(String id, String message, boolean starts) {
        public Subject {
            if (id.isBlank() || id.length() > LONGEST_KEY) {
                throw new IllegalArgumentException("What an event is about must have 1 to 255 characters");
            }
        }
    }

    public Trigger {
        requireKey(idempotencyKey);
        requireStorable("The name of the sender", sender.source());
    }

    private static void requireKey(String key) {
        try {
            RequestKey.of(key);
        } catch (BadValue e) {
            throw new IllegalArgumentException("The Idempotency-Key " + e.fault(), e);
        }
    }

    private static void requireStorable(String what, String text) {
        String fault = Storable.fault(text);
        if (fault != null) {
            throw new IllegalArgumentException("%s %s".formatted(what, fault));
        }
    }

    /** A run of its own. */
    public Trigger(String process, Sender sender, String idempotencyKey, Record variables) {
        this(process, sender, idempotencyKey, variables, null);
    }

    String source() {
        return sender.source();
    }

    /**
     * What came through a door.
     *
     * @param request that has been validated
     * @param requester who asks: a user name, or a source of events
     * @throws Problem when its type does not name this door
     */
    public static <R extends Record> Trigger of(
            EventType<R> type, Door door, R request, Sender sender, String idempotencyKey, String requester) {
        if (!type.doors().contains(door)) {
            throw new Problem(HttpStatus.NOT_FOUND, "%s does not come in through this door".formatted(type.name()));
        }
        return of(type, request, sender, idempotencyKey, requester);
    }

    /** What an operator tells a run that is there: that its type moves a date says that they may. */
    public static <R extends Record> Trigger ofMove(
            MovableDate<R> type, R moved, Sender sender, String idempotencyKey, String operator) {
        return of(type, moved, sender, idempotencyKey, operator);
    }

    private static <R extends Record> Trigger of(
            EventType<R> type, R request, Sender sender, String idempotencyKey, String requester) {
        Subject subject = type instanceof SubjectEvent<R> event
                ? new Subject(event.subject(request), event.name(), event.starts())
                : null;
        return new Trigger(type.process(), sender, idempotencyKey, type.variables(request, requester), subject);
    }
}

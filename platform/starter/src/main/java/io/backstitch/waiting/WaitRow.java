package io.backstitch.waiting;

import io.backstitch.messaging.EngineRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table {@code engine_wait}, as a record of the engine tells it.
 *
 * @param name the job type, the message's name, the incident's type
 * @param since of a job: since when a worker could take it
 * @param until of a timer: when it is due; of a job: when the engine hands it out again unless it ends before
 * @param ready of a job: false when its attempts are used up
 * @param again of a job: it was worked at, so that its waiting begins anew; else it waits since it did
 */
record WaitRow(
        long key,
        Kind kind,
        long instance,
        long elementInstance,
        String element,
        String name,
        Instant since,
        @Nullable Instant until,
        boolean ready,
        boolean again) {

    /** What a process instance can wait for; a timer or a message may also be beside a task, or beside the whole instance. */
    enum Kind {
        JOB,
        TASK,
        INCIDENT,
        /** An element that waits for a timer or a message, and for nothing else. */
        EVENT,
        TIMER,
        MESSAGE
    }

    /** Who gives milliseconds where seconds are asked for waits until the year 58901; the database reads years of four digits. */
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59Z");

    /** A task of an engine that knows people's tasks only as jobs. */
    private static final String TASK_AS_JOB = "io.camunda.zeebe:userTask";

    static WaitRow job(EngineRecord record, @Nullable Instant until, boolean ready, boolean again) {
        String type = record.text("type");
        return of(record, type.equals(TASK_AS_JOB) ? Kind.TASK : Kind.JOB, record.text("elementId"), type)
                .with(until, ready, again);
    }

    static WaitRow task(EngineRecord record) {
        return of(record, Kind.TASK, record.text("elementId"), "");
    }

    static WaitRow incident(EngineRecord record) {
        return of(record, Kind.INCIDENT, record.text("elementId"), record.text("errorType"));
    }

    static WaitRow timer(EngineRecord record) {
        return of(record, Kind.TIMER, record.text("targetElementId"), "")
                .with(earlier(Instant.ofEpochMilli(record.number("dueDate")), END_OF_TIME), true, true);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    static WaitRow message(EngineRecord record) {
        return of(record, Kind.MESSAGE, record.text("elementId"), record.text("messageName"));
    }

    /** An element's record is about its element instance itself. */
    static WaitRow event(EngineRecord record) {
        return new WaitRow(
                record.key(),
                Kind.EVENT,
                record.number("processInstanceKey"),
                record.key(),
                record.text("elementId"),
                "",
                record.timestamp(),
                null,
                true,
                true);
    }

    private static WaitRow of(EngineRecord record, Kind kind, String element, String name) {
        return new WaitRow(
                record.key(),
                kind,
                record.number("processInstanceKey"),
                record.number("elementInstanceKey"),
                element,
                name,
                record.timestamp(),
                null,
                true,
                true);
    }

    private WaitRow with(@Nullable Instant newUntil, boolean isReady, boolean isAgain) {
        return new WaitRow(key, kind, instance, elementInstance, element, name, since, newUntil, isReady, isAgain);
    }

    /** As the database would join it to a row that is there. */
    WaitRow after(@Nullable WaitRow before) {
        if (again || before == null) {
            return this;
        }
        boolean handedOutAgain = until == null && before.until() != null;
        return new WaitRow(
                key,
                kind,
                instance,
                elementInstance,
                element,
                name,
                handedOutAgain ? since : before.since(),
                until,
                ready,
                handedOutAgain || before.again());
    }

    WaitRow readySince(Instant at) {
        return new WaitRow(key, kind, instance, elementInstance, element, name, at, null, true, true);
    }
}

package io.backstitch.waiting;

import io.backstitch.job.JobHold;
import io.backstitch.messaging.EngineRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the records of one poll leave to be written: what begins and ends among them is not there any more. */
final class WaitChanges {

    private static final Duration HOLD = JobHold.TIME;
    private static final long NONE = -1;
    /** Where a run can wait without a job, a task or an incident. */
    private static final Set<String> EVENTS = Set.of("INTERMEDIATE_CATCH_EVENT", "RECEIVE_TASK", "EVENT_BASED_GATEWAY");

    private final Map<Long, WaitRow> rows = new LinkedHashMap<>();
    private final Map<Long, Instance> instances = new LinkedHashMap<>();
    private final List<Instance> allInstances = new ArrayList<>();
    private final Set<Long> begun = new HashSet<>();
    private final Set<Long> ended = new HashSet<>();
    private final Set<Long> endedInstances = new HashSet<>();
    private final Map<Long, Instant> readyAgain = new HashMap<>();
    private final List<Taken> taken = new ArrayList<>();
    private final Map<String, Instant> progress = new HashMap<>();

    /**
     * A process instance that has begun.
     *
     * @param parent the one that called it; null when nobody did
     */
    record Instance(long key, @Nullable Long parent, String process, Instant since) {}

    /**
     * A worker took a job.
     *
     * @param waitedSince null when it does not stand in these records: see the database
     */
    record Taken(long job, String type, @Nullable Instant waitedSince, Instant at) {}

    static WaitChanges of(List<EngineRecord> records) {
        WaitChanges changes = new WaitChanges();
        records.forEach(changes::add);
        return changes;
    }

    private void add(EngineRecord record) {
        switch (record.valueType()) {
            case "JOB" -> addJob(record);
            case "PROCESS_INSTANCE" -> addElement(record);
            case "TIMER" -> addTimer(record);
            case "PROCESS_MESSAGE_SUBSCRIPTION" -> addMessage(record);
            case "USER_TASK" -> addTask(record);
            case "INCIDENT" -> addIncident(record);
            default -> throw new IllegalArgumentException("Nobody asked for a record of type " + record.valueType());
        }
    }

    private void addJob(EngineRecord record) {
        switch (record.intent()) {
            case "CREATED" -> begin(WaitRow.job(record, null, true, true));
            case "TIMED_OUT" -> change(WaitRow.job(record, null, true, false));
            case "RECURRED_AFTER_BACKOFF" -> change(WaitRow.job(record, null, true, true));
            case "FAILED" -> {
                progress(record);
                change(failed(record));
            }
            case "TIMEOUT_UPDATED" -> {
                kept(record);
                change(WaitRow.job(record, Instant.ofEpochMilli(record.number("deadline")), true, false));
            }
            case "COMPLETED", "ERROR_THROWN" -> {
                done(record);
                end(record.key());
            }
            case "CANCELED" -> end(record.key());
            default -> {
                // Who works at it, and when it comes again, is as before.
            }
        }
    }

    private static WaitRow failed(EngineRecord record) {
        boolean attemptsLeft = record.number("retries") > 0;
        long backoff = record.value().path("retryBackoff").asLong(0);
        Instant until = attemptsLeft && backoff > 0 ? record.timestamp().plusMillis(backoff) : null;
        return WaitRow.job(record, until, attemptsLeft, true);
    }

    /** It was handed out for a moment, and then kept: it began up to a beat before. */
    private void kept(EngineRecord record) {
        progress(record);
        WaitRow row = rows.get(record.key());
        if (row == null || row.until() == null) {
            taken.add(
                    new Taken(record.key(), record.text("type"), row == null ? null : row.since(), record.timestamp()));
        }
    }

    /** One that was never kept was handed out exactly so long before its deadline. */
    private void done(EngineRecord record) {
        progress(record);
        WaitRow row = rows.get(record.key());
        Instant at = Instant.ofEpochMilli(record.number("deadline")).minus(HOLD);
        if ((row == null || row.until() == null) && !at.isAfter(record.timestamp())) {
            taken.add(new Taken(record.key(), record.text("type"), row == null ? null : row.since(), at));
        }
    }

    private void progress(EngineRecord record) {
        progress.put(record.text("type"), record.timestamp());
    }

    private void addElement(EngineRecord record) {
        String type = record.text("bpmnElementType");
        boolean begins = record.intent().equals("ELEMENT_ACTIVATING");
        boolean ends =
                record.intent().equals("ELEMENT_COMPLETED") || record.intent().equals("ELEMENT_TERMINATED");
        if (type.equals("PROCESS")) {
            if (begins) {
                begun.add(record.key());
                Instance instance = instance(record);
                instances.put(record.key(), instance);
                allInstances.add(instance);
            } else if (ends) {
                instances.remove(record.key());
                if (!begun.contains(record.key())) {
                    endedInstances.add(record.key());
                }
            }
        } else if (EVENTS.contains(type)) {
            if (begins) {
                begin(WaitRow.event(record));
            } else if (ends) {
                end(record.key());
            }
        }
    }

    private static Instance instance(EngineRecord record) {
        long parent = record.number("parentProcessInstanceKey");
        return new Instance(
                record.key(), parent == NONE ? null : parent, record.text("bpmnProcessId"), record.timestamp());
    }

    private void addTimer(EngineRecord record) {
        if (record.number("processInstanceKey") == NONE) {
            return; // One that starts instances.
        }
        if (record.intent().equals("CREATED")) {
            begin(WaitRow.timer(record));
        } else if (record.intent().equals("TRIGGERED") || record.intent().equals("CANCELED")) {
            end(record.key());
        }
    }

    private void addMessage(EngineRecord record) {
        boolean staysOpen = record.intent().equals("CORRELATED")
                && !record.value().path("interrupting").asBoolean(true);
        if (record.intent().equals("CREATING")) {
            begin(WaitRow.message(record));
        } else if (record.intent().startsWith("DELET") || (record.intent().equals("CORRELATED") && !staysOpen)) {
            end(record.key());
        }
    }

    private void addTask(EngineRecord record) {
        switch (record.intent()) {
            case "CREATED" -> begin(WaitRow.task(record));
            case "COMPLETED", "CANCELED" -> end(record.key());
            default -> {
                // It still waits for a person.
            }
        }
    }

    private void addIncident(EngineRecord record) {
        if (record.intent().equals("CREATED")) {
            begin(WaitRow.incident(record));
        } else if (record.intent().equals("RESOLVED")) {
            end(record.key());
            resolved(record.number("jobKey"), record.timestamp());
        }
    }

    /** The engine hands its job out again. */
    private void resolved(long job, Instant at) {
        WaitRow row = rows.get(job);
        if (row == null) {
            readyAgain.put(job, at);
        } else {
            rows.put(job, row.readySince(at));
        }
    }

    private void begin(WaitRow row) {
        begun.add(row.key());
        change(row);
    }

    private void change(WaitRow row) {
        readyAgain.remove(row.key());
        rows.put(row.key(), row.after(rows.get(row.key())));
    }

    private void end(long key) {
        rows.remove(key);
        readyAgain.remove(key);
        if (!begun.contains(key)) {
            ended.add(key);
        }
    }

    List<WaitRow> rows() {
        return List.copyOf(rows.values());
    }

    List<Instance> instances() {
        return List.copyOf(instances.values());
    }

    /** Those, and those that have ended since. */
    List<Instance> allInstances() {
        return List.copyOf(allInstances);
    }

    /** The keys of rows that may be in the database and must not be any more. */
    Set<Long> ended() {
        return ended;
    }

    Set<Long> endedInstances() {
        return endedInstances;
    }

    /** Jobs whose incident was resolved, and when. */
    Map<Long, Instant> readyAgain() {
        return readyAgain;
    }

    /** When a worker last did something with a job of a type. */
    Map<String, Instant> progress() {
        return progress;
    }

    List<Taken> taken() {
        return taken;
    }
}

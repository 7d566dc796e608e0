package io.backstitch.engine;

import io.camunda.zeebe.protocol.record.Record;
import io.camunda.zeebe.protocol.record.RecordType;
import io.camunda.zeebe.protocol.record.intent.IncidentIntent;
import io.camunda.zeebe.protocol.record.intent.JobIntent;
import io.camunda.zeebe.protocol.record.value.JobRecordValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Of which types the engine in memory may have jobs to hand out: those of which its log told something new since somebody asked. */
final class JobNews {

    private static final Set<JobIntent> MAY_BE_HANDED_OUT = Set.of(
            JobIntent.CREATED,
            JobIntent.TIMED_OUT,
            JobIntent.FAILED,
            JobIntent.RECURRED_AFTER_BACKOFF,
            JobIntent.RETRIES_UPDATED,
            JobIntent.YIELDED,
            JobIntent.MIGRATED,
            JobIntent.UPDATED);

    /** How often the log told of a type; guarded by this, as is the next. */
    private final Map<String, Long> told = new HashMap<>();

    private long toldOfAll;

    /** Reads what is new in the log. */
    synchronized void read(List<Record<?>> records) {
        for (Record<?> record : records) {
            if (record.getRecordType() == RecordType.EVENT) {
                if (record.getValue() instanceof JobRecordValue job && MAY_BE_HANDED_OUT.contains(record.getIntent())) {
                    told.merge(job.getType(), 1L, Long::sum);
                } else if (record.getIntent() == IncidentIntent.RESOLVED) {
                    // It does not say of which type its job is.
                    toldOfAll++;
                }
            }
        }
        notifyAll();
    }

    /** A number that is greater when there is something new of the type. */
    synchronized long of(String type) {
        return toldOfAll + told.getOrDefault(type, 0L);
    }

    /** Returns when there is something new of the type since that number, or after the time. */
    synchronized void await(String type, long since, long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (of(type) <= since) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }
}

package io.backstitch.intervention;

import io.backstitch.messaging.EngineRecord;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells incidents that somebody resolved from those that went with their element. The engine's records of both are alike, but where an element goes, its job
 * is cancelled right before. So only incidents of jobs are told; one without is resolved with effect only after its variables were set, which is on record.
 */
@Component
class ResolvedIncidents {

    private static final int NEWEST = 1000;

    private final JdbcClient jdbc;
    /** Of the records that are read at once; what was read before them is in the database. */
    private final Set<Long> cancelled = Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
            return size() > NEWEST;
        }
    });

    ResolvedIncidents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Takes a record of a job: it changes nothing itself. */
    synchronized Optional<Change> job(EngineRecord record) {
        if (record.intent().equals("CANCELED")) {
            cancelled.add(record.key());
        }
        return Optional.empty();
    }

    synchronized Optional<Change> incident(EngineRecord record) {
        if (!record.intent().equals("RESOLVED")) {
            return Optional.empty();
        }
        long job = record.number("jobKey");
        return job > 0 && !cancelled.contains(job) && waits(job)
                ? Optional.of(Changes.incidentResolved(record))
                : Optional.empty();
    }

    private boolean waits(long job) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM engine_wait WHERE wait_key = ?)")
                .param(job)
                .query(Boolean.class)
                .single();
    }
}

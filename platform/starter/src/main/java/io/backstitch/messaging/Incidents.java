package io.backstitch.messaging;

import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The engine's incidents, as its records tell them: seconds behind the engine, more while Kafka is away. So an incident that is open here
 * may have been resolved, and a new one may not be here yet.
 */
@Component
class Incidents {

    private final JdbcClient jdbc;

    Incidents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns false when it was known before. */
    boolean add(Incident incident) {
        return insert("ON CONFLICT (incident_key) DO NOTHING", incident);
    }

    /** Returns false when it was known to be resolved. */
    boolean resolve(Incident incident) {
        return insert("""
                ON CONFLICT (incident_key) DO UPDATE SET resolved_at = excluded.resolved_at
                WHERE incident.resolved_at IS NULL
                """, incident);
    }

    /** They come again with the engine's records. */
    void forget(TopicBeginning beginning) {
        jdbc.sql("DELETE FROM incident WHERE partition = ? AND created_at > ?")
                .params(beginning.partition(), beginning.time())
                .update();
    }

    private boolean insert(String onConflict, Incident incident) {
        return jdbc.sql("""
                        INSERT INTO incident (incident_key, partition, position, job_key, element_instance_key,
                            process_instance_key, process, element, error_type, message, created_at, resolved_at)
                        VALUES (:key, :partition, :position, :job, :elementInstance,
                            :processInstance, :process, :element, :errorType, :message, :createdAt, :resolvedAt)
                        """ + onConflict)
                        .param("key", incident.key())
                        .param("partition", incident.partition())
                        .param("position", incident.position())
                        .param("job", incident.jobKey(), Types.BIGINT)
                        .param("elementInstance", incident.elementInstanceKey())
                        .param("processInstance", incident.processInstanceKey())
                        .param("process", incident.process())
                        .param("element", incident.element())
                        .param("errorType", incident.errorType())
                        .param("message", incident.message())
                        .param("createdAt", timestamp(incident.createdAt()), Types.TIMESTAMP)
                        .param("resolvedAt", timestamp(incident.resolvedAt()), Types.TIMESTAMP)
                        .update()
                == 1;
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant time) {
        return time == null ? null : Timestamp.from(time);
    }
}

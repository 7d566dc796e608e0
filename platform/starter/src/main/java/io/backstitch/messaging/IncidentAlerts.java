package io.backstitch.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The alerts that wait to be sent to the webhook. Not in the outbox of the other events: what the webhook does not take would stand in
 * Kafka's way there, and has its own attempts and pauses.
 */
@Component
@ConditionalOnProperty("backstitch.incidents.webhook-url")
class IncidentAlerts implements IncidentListener {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final KafkaSettings names;

    IncidentAlerts(JdbcClient jdbc, JsonMapper json, KafkaSettings names) {
        this.jdbc = jdbc;
        this.json = json;
        this.names = names;
    }

    /**
     * One alert that is due, taken to be sent.
     *
     * @param attempt which one this is, from 1
     * @param at when it was taken, in seconds since 1970
     * @param pause in seconds, before the next attempt
     */
    record Alert(String id, String body, int attempt, long at, double pause) {}

    @Override
    public void created(Incident incident) {
        add("incident-%d-opened".formatted(incident.key()), IncidentEvents.opened(incident));
    }

    @Override
    public void resolved(Incident incident) {
        add("incident-%d-resolved".formatted(incident.key()), IncidentEvents.closed(incident));
    }

    private void add(String id, DomainEvent event) {
        CloudEvent body = CloudEvent.of(UUID.nameUUIDFromBytes(id.getBytes(UTF_8)), names.eventSource(), event);
        jdbc.sql("INSERT INTO incident_alert (id, body) VALUES (?, ?) ON CONFLICT (id) DO NOTHING")
                .params(id, json.writeValueAsString(body))
                .update();
    }

    /**
     * The one that has been due for longest. Until the time for sending it is over nobody else takes it; should who took it die, it is due again after
     * the pause for its attempt. Each pause is about twice the one before, never twice the same.
     *
     * @param busy how long sending it may take at most
     */
    Optional<Alert> take(Duration busy, Duration first, Duration longest) {
        List<Alert> taken = jdbc.sql("""
                        UPDATE incident_alert SET
                            attempts = attempts + 1,
                            next_at = now() + interval '1 second'
                                * (:busy + least(:longest, :first * 2.0 ^ least(attempts, 40)) * (0.5 + random() / 2))
                        WHERE id = (SELECT id FROM incident_alert WHERE next_at <= now() AND given_up_at IS NULL
                                    ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED)
                        RETURNING id, body, attempts, extract(epoch FROM now())::bigint AS at,
                            extract(epoch FROM next_at - now()) - :busy AS pause
                        """)
                .param("busy", seconds(busy))
                .param("first", seconds(first))
                .param("longest", seconds(longest))
                .query((row, number) -> new Alert(
                        row.getString("id"),
                        row.getString("body"),
                        row.getInt("attempts"),
                        row.getLong("at"),
                        row.getDouble("pause")))
                .list();
        return taken.stream().findFirst();
    }

    /** It was not taken, and is due after its pause: nobody waits for what is left of the time for sending it. */
    void notTaken(Alert alert) {
        jdbc.sql("""
                        UPDATE incident_alert SET next_at = now() + interval '1 second' * :pause
                        WHERE id = :id AND attempts = :attempt
                        """)
                .param("pause", alert.pause())
                .param("id", alert.id())
                .param("attempt", alert.attempt())
                .update();
    }

    void delivered(Alert alert) {
        jdbc.sql("DELETE FROM incident_alert WHERE id = ?").param(alert.id()).update();
    }

    /** It is not sent any more, and stays. */
    void giveUp(Alert alert) {
        jdbc.sql("UPDATE incident_alert SET given_up_at = now() WHERE id = ?")
                .param(alert.id())
                .update();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}

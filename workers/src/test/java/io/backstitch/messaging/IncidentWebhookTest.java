package io.backstitch.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Incidents are pushed to a webhook that is not always well. */
// Early: it waits for attempts that come later.
@Order(1)
@NeedsStack(Part.POSTGRES)
class IncidentWebhookTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final AtomicLong KEYS = new AtomicLong(System.nanoTime());
    private static final Instant TIME = Instant.parse("2026-11-21T10:15:30Z");

    private final RunningStack stack;
    private final PlayedWebhook receiver = new PlayedWebhook();
    private final long incident = KEYS.incrementAndGet();
    private @Nullable MessagingOnStack messaging;

    IncidentWebhookTest(RunningStack stack) throws IOException {
        this.stack = stack;
    }

    @AfterEach
    void close() {
        if (messaging != null) {
            messaging.get(JdbcClient.class).sql("DELETE FROM incident_alert").update();
            messaging.close();
        }
        receiver.close();
    }

    @Test
    void anIncidentIsSentUntilItIsTakenSignedAndWithoutTheEnginesMessage() {
        receiver.answers(500, 302, 503);
        start(Map.of());

        happens("CREATED", incident);

        await().until(() -> waiting() == 0);
        assertThat(receiver.taken).hasSize(4);
        assertThat(receiver.taken).extracting(PlayedWebhook.Taken::id).containsOnly("incident-" + incident + "-opened");
        assertThat(receiver.taken)
                .allSatisfy(taken -> assertThat(taken.signature()).isEqualTo(PlayedWebhook.sign(SECRET, taken)));
        JsonNode event = JsonMapper.shared().readTree(receiver.taken.getLast().body());
        assertThat(event.path("type").asString()).isEqualTo("io.backstitch.incident.opened");
        assertThat(event.path("subject").asString()).isEqualTo("incident/" + incident);
        assertThat(event.path("time").asString()).isEqualTo(TIME.toString());
        assertThat(event.path("data")).isEqualTo(JsonMapper.shared().readTree("""
                {"incident": %d, "process": "onboarding", "element": "Task_ChargeCard", "errorType": "JOB_NO_RETRIES"}
                """.formatted(incident)));
        assertThat(counted("failed")).isEqualTo(3);
        // Counted when it is gone from the table.
        await().until(() -> counted("delivered"), it -> it == 1);
    }

    @Test
    void itIsToldWhenTheIncidentIsResolved() {
        start(Map.of());

        happens("CREATED", incident);
        happens("RESOLVED", incident);

        await().until(() -> waiting() == 0);
        assertThat(receiver.taken)
                .extracting(PlayedWebhook.Taken::id)
                .containsExactlyInAnyOrder("incident-" + incident + "-opened", "incident-" + incident + "-resolved");
    }

    @Test
    void whatIsNeverTakenIsGivenUpAndHoldsUpNoOther() {
        start(Map.of("backstitch.incidents.webhook-attempts", "2"));
        long other = KEYS.incrementAndGet();
        receiver.neverTakes("incident-" + incident + "-opened");

        happens("CREATED", incident);
        happens("CREATED", other);

        await().until(() -> waiting() == 0);
        assertThat(receiver.taken)
                .extracting(PlayedWebhook.Taken::id)
                .filteredOn(id -> id.contains(String.valueOf(incident)))
                .hasSize(2);
        assertThat(receiver.taken).extracting(PlayedWebhook.Taken::id).contains("incident-" + other + "-opened");
        assertThat(givenUp()).containsExactly("incident-" + incident + "-opened");
        assertThat(counted("given-up")).isEqualTo(1);
    }

    @Test
    void anIncidentThatIsRolledBackIsNotSent() {
        start(Map.of());
        MessagingOnStack started = started();

        started.get(TransactionTemplate.class).executeWithoutResult(status -> {
            started.get(IncidentRecords.class).handle(record("CREATED", incident));
            status.setRollbackOnly();
        });

        assertThat(waiting()).isZero();
    }

    @Test
    void aWebhookWithoutASecretIsRefused() {
        assertThatThrownBy(() -> new IncidentSettings(
                        URI.create("https://example.org/hook?token=x"),
                        " ",
                        30,
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(5)))
                .hasMessageContaining("BACKSTITCH_INCIDENTS_WEBHOOK_SECRET")
                .hasMessageNotContaining("token");
    }

    private void start(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "backstitch.incidents.webhook-url",
                receiver.url(),
                "backstitch.incidents.webhook-secret",
                SECRET,
                "backstitch.incidents.webhook-first-delay",
                "10ms",
                // Longer than a test waits: nobody waits for it after an attempt that has failed.
                "backstitch.incidents.webhook-timeout",
                "3m"));
        settings.putAll(more);
        messaging = new MessagingOnStack(stack, settings, new RecordedIncidents());
    }

    private MessagingOnStack started() {
        if (messaging == null) {
            throw new IllegalStateException("not started");
        }
        return messaging;
    }

    private void happens(String intent, long key) {
        MessagingOnStack started = started();
        started.get(TransactionTemplate.class)
                .executeWithoutResult(
                        status -> started.get(IncidentRecords.class).handle(record(intent, key)));
    }

    private static EngineRecord record(String intent, long key) {
        return new EngineRecord(
                1, 7, key, "INCIDENT", intent, TIME, null, JsonMapper.shared().readTree("""
                {"errorType": "JOB_NO_RETRIES", "errorMessage": "no card 4111 of a.person", "bpmnProcessId": "onboarding",
                 "processInstanceKey": 33, "elementId": "Task_ChargeCard", "elementInstanceKey": 34, "jobKey": 35}
                """));
    }

    private long waiting() {
        return started()
                .get(JdbcClient.class)
                .sql("SELECT count(*) FROM incident_alert WHERE given_up_at IS NULL")
                .query(Long.class)
                .single();
    }

    private List<@Nullable String> givenUp() {
        return started()
                .get(JdbcClient.class)
                .sql("SELECT id FROM incident_alert WHERE given_up_at IS NOT NULL")
                .query(String.class)
                .list();
    }

    private double counted(String result) {
        return started()
                .get(MeterRegistry.class)
                .counter("backstitch.incidents.alerts", "result", result)
                .count();
    }
}

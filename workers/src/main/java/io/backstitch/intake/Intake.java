package io.backstitch.intake;

import io.backstitch.compensation.Fingerprint;
import io.backstitch.compensation.SagaId;
import io.backstitch.compensation.Sagas;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes requests in: each is deduplicated and stored in one transaction, and answered at once; the {@link Relay} brings it
 * to the engine. What was accepted runs, whatever crashes; the same key never makes a second run, also long after the run
 * has ended.
 */
@Component
public class Intake {

    private static final int ID_BYTES = 10;
    /** As it stands in JSON, behind any number of escaped backslashes. */
    private static final Pattern NUL = Pattern.compile("(?<!\\\\)(?:\\\\{2})*\\\\u0000");

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Relay relay;
    private final JsonMapper json;
    private final Clock clock;

    Intake(JdbcTemplate jdbc, TransactionTemplate transaction, Relay relay, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.relay = relay;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Stores the trigger, unless it is known. When this returns, it is on disk; within a transaction of the caller's, when that
     * has committed.
     *
     * @throws IllegalArgumentException when a text has the character U+0000, which the database cannot keep
     */
    public Accepted accept(Trigger trigger) {
        String payload = json.writeValueAsString(trigger.variables());
        if (NUL.matcher(payload).find()) {
            throw new IllegalArgumentException("A text has the character U+0000, which cannot be kept; leave it out");
        }
        Fingerprint fingerprint = Fingerprint.of(payload);
        Accepted accepted = transaction.execute(status -> store(trigger, payload, fingerprint));
        if (accepted instanceof Accepted.New) {
            wakeRelayAfterCommit();
        }
        return accepted;
    }

    private void wakeRelayAfterCommit() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            relay.wake();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                relay.wake();
            }
        });
    }

    private Accepted store(Trigger trigger, String payload, Fingerprint fingerprint) {
        String id = runId(trigger);
        Instant now = clock.instant();
        int inserted = jdbc.update(
                """
                INSERT INTO run (id, process, source, idempotency_key, fingerprint, variables, accepted_at)
                VALUES (?, ?, ?, ?, ?, ?::jsonb, ?)
                ON CONFLICT (id) DO NOTHING
                """,
                id,
                trigger.process(),
                trigger.source(),
                trigger.idempotencyKey(),
                fingerprint.value(),
                payload,
                Timestamp.from(now));
        if (inserted == 1) {
            jdbc.execute((ConnectionCallback<Boolean>) connection -> openSaga(connection, trigger, id, now));
            return new Accepted.New(id);
        }
        Fingerprint stored = fingerprintOf(id);
        return stored.equals(fingerprint) ? new Accepted.Known(id) : new Accepted.Conflict(stored, fingerprint);
    }

    private Fingerprint fingerprintOf(String id) {
        return new Fingerprint(JdbcClient.create(jdbc)
                .sql("SELECT fingerprint FROM run WHERE id = ?")
                .param(id)
                .query(String.class)
                .single());
    }

    private static Boolean openSaga(Connection connection, Trigger trigger, String id, Instant now)
            throws SQLException {
        Sagas.open(connection, new SagaId(trigger.process(), id), now);
        return true;
    }

    /** Derived from the key, so that the same request names the same run on any instance. */
    private static String runId(Trigger trigger) {
        String name = String.join("\n", trigger.process(), trigger.source(), trigger.idempotencyKey());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return trigger.process() + "-" + HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}

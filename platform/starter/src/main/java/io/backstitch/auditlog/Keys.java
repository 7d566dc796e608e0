package io.backstitch.auditlog;

import io.backstitch.audit.SigningKey;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The key that signs, if there is one, and the public halves of all that did. A key that is none stops the start. */
@Component
class Keys {

    private static final Logger log = LoggerFactory.getLogger(Keys.class);

    private final JdbcClient jdbc;
    private final Optional<SigningKey> key;
    private final Clock clock;

    Keys(JdbcClient jdbc, AuditSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.key = settings.key();
        this.clock = clock;
    }

    /**
     * A public key.
     *
     * @param publicKey X.509, base64
     * @param since when the application first started with it
     */
    record PublicKey(String id, String publicKey, Instant since) {}

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        if (key.isEmpty()) {
            log.warn(
                    "The audit is not signed: BACKSTITCH_AUDIT_SIGNING_KEY is not set, so nobody can prove that it was not"
                            + " rewritten. backstitch audit new-key makes a key");
        }
    }

    Optional<SigningKey> signing() {
        return key;
    }

    /** Remembers the public half of the key, in the transaction that first signs with it. */
    void used(SigningKey used) {
        jdbc.sql("INSERT INTO audit_key (id, public_key, since) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
                .params(used.verification().id(), used.verification().base64(), Timestamp.from(clock.instant()))
                .update();
    }

    /** Oldest first. */
    List<PublicKey> list() {
        return jdbc.sql("SELECT id, public_key, since FROM audit_key ORDER BY since, id")
                .query((row, number) -> new PublicKey(
                        row.getString("id"),
                        row.getString("public_key"),
                        row.getTimestamp("since").toInstant()))
                .list();
    }
}

package io.backstitch.auditlog;

import io.backstitch.audit.SignedCheckpoint;
import io.backstitch.audit.SigningKey;
import io.backstitch.messaging.DomainEvent;
import io.backstitch.messaging.DomainEvents;
import java.time.Clock;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Vouches for the chain: about two seconds after an entry at the latest a checkpoint covers it, if there is a key. Each checkpoint is also told
 * to others, through the outbox: who keeps it can tell later whether history was changed.
 */
@Component
class Checkpoints {

    private static final Logger log = LoggerFactory.getLogger(Checkpoints.class);

    private final Heads heads;
    private final StoredCheckpoints stored;
    private final Keys keys;
    private final DomainEvents events;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Checkpoints(
            Heads heads,
            StoredCheckpoints stored,
            Keys keys,
            DomainEvents events,
            TransactionTemplate transactions,
            Clock clock) {
        this.heads = heads;
        this.stored = stored;
        this.keys = keys;
        this.events = events;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** The data of {@link DomainEvent#AUDIT_CHECKPOINT}. */
    private record Published(String tenant, long size, String line) {}

    @Scheduled(fixedDelay = 2_000)
    void sign() {
        try {
            keys.signing().ifPresent(key -> transactions.executeWithoutResult(transaction -> sign(key)));
        } catch (DataAccessException | TransactionException e) {
            log.warn("The next checkpoint of the audit waits for the database: {}", e.getMessage());
        }
    }

    /**
     * Vouches at once for all that is in the chain now, and returns how many entries that are; all there ever will be when there is no key. Somebody
     * else who signs at this moment is waited for.
     */
    long cover() {
        return keys.signing()
                .map(key -> Objects.requireNonNull(transactions.execute(transaction -> {
                    stored.takeTurn();
                    signNow(key);
                    return stored.lastSize();
                })))
                .orElse(Long.MAX_VALUE);
    }

    private void sign(SigningKey key) {
        if (stored.isMyTurn()) {
            signNow(key);
        }
    }

    private void signNow(SigningKey key) {
        heads.find()
                .filter(end -> end.head().seq() > stored.lastSize())
                .ifPresent(
                        end -> publish(SignedCheckpoint.sign(end.head(), end.tree(), clock.instant(), key), end, key));
    }

    private void publish(SignedCheckpoint signed, Heads.Locked end, SigningKey key) {
        keys.used(key);
        stored.add(signed, end.tree());
        String tenant = end.head().tenant();
        events.publish(new DomainEvent(
                DomainEvent.AUDIT_CHECKPOINT,
                "audit/" + tenant,
                signed.checkpoint().at(),
                new Published(tenant, end.head().seq(), signed.line())));
    }
}

package io.backstitch.job;

import io.backstitch.audit.Draft;
import io.backstitch.auditlog.AuditLog;
import io.backstitch.auditlog.Audited;
import io.backstitch.compensation.EffectListener;
import io.backstitch.compensation.IdempotencyKey;
import io.backstitch.compensation.Ledger;
import io.backstitch.compensation.Outcome;
import io.backstitch.compensation.Sagas;
import io.backstitch.compensation.Unwinding;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Undoes what an instance did with the copied name of a run: effect by effect, newest first, each on record. The run's own effects stay, and so does one
 * that the run has asked for since: it has got its receipt. Any number of times, by any number of instances of the application at once.
 */
@Component
public class StrangerEffects {

    private static final Logger log = LoggerFactory.getLogger(StrangerEffects.class);
    /** An undo is not waited for here: whoever looks comes again. */
    private static final Duration PATIENCE = Duration.ZERO;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Unwinding unwinding;
    private final AuditLog audit;
    private final JsonMapper json;
    private final Clock clock;

    StrangerEffects(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Ledger ledger,
            Sagas sagas,
            EffectCatalogue catalogue,
            Failures failures,
            EffectListener listener,
            RetrySettings retries,
            AuditLog audit,
            JsonMapper json,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.unwinding = new Unwinding(
                ledger,
                sagas,
                catalogue.definitions(),
                failures,
                listener,
                retries.policy(StrangerEffects.class, "saga").timeLimit(),
                PATIENCE);
        this.audit = audit;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Undoes what stands of an instance that does not belong to the run whose name it showed.
     *
     * @return whether nothing is left to do
     * @throws Exception when a partner could not be asked, or an undo failed: to be tried again
     */
    public boolean undo(long instance) throws Exception {
        boolean done = true;
        for (IdempotencyKey key : standing(instance)) {
            Outcome outcome = unwinding.undoStray(key, strangers(key));
            done &= outcome instanceof Outcome.Done || outcome instanceof Outcome.Voided;
        }
        untold(instance).forEach(effect -> transaction.executeWithoutResult(status -> tell(instance, effect)));
        return done;
    }

    /** Newest first; without those that nothing can undo, and without those that others have asked for who are no strangers. */
    private List<IdempotencyKey> standing(long instance) {
        return jdbc.sql("""
                        SELECT key FROM effect
                        WHERE called_instance = ? AND undoes IS NULL AND state IN ('CLAIMED', 'IN_DOUBT', 'COMPLETED')
                          AND compensation IS NOT NULL
                          AND NOT EXISTS (SELECT FROM effect_asker AS asker WHERE asker.key = effect.key
                                          AND NOT EXISTS (SELECT FROM stranger_instance WHERE instance = asker.instance))
                        ORDER BY position DESC
                        """)
                .param(instance)
                .query((row, number) -> new IdempotencyKey(row.getString("key")))
                .list();
    }

    private Set<Long> strangers(IdempotencyKey key) {
        return jdbc.sql("""
                        SELECT asker.instance FROM effect_asker AS asker JOIN stranger_instance USING (instance) WHERE asker.key = ?
                        """)
                .param(key.value())
                .query((row, number) -> row.getLong("instance"))
                .set();
    }

    /** An effect that is undone. */
    private record Undone(String key, String saga, String element) {}

    private List<Undone> untold(long instance) {
        return jdbc.sql("""
                        SELECT key, saga, element FROM effect
                        WHERE called_instance = ? AND undoes IS NULL AND state = 'UNDONE'
                          AND NOT EXISTS (SELECT FROM stranger_effect WHERE stranger_effect.key = effect.key)
                        ORDER BY position DESC
                        """)
                .param(instance)
                .query((row, number) ->
                        new Undone(row.getString("key"), row.getString("saga"), row.getString("element")))
                .list();
    }

    /** In a transaction; once, whoever comes to it. */
    private void tell(long instance, Undone effect) {
        Instant now = clock.instant();
        boolean first = jdbc.sql("INSERT INTO stranger_effect (key, told) VALUES (?, ?) ON CONFLICT DO NOTHING")
                        .params(effect.key(), Timestamp.from(now))
                        .update()
                == 1;
        if (!first) {
            return;
        }
        audit.append(new Draft(
                now,
                Audited.STRANGER_EFFECT_UNDONE.word(),
                effect.saga(),
                json.writeValueAsString(Map.of(
                        "element", effect.element(), "key", effect.key(), "instance", String.valueOf(instance)))));
        log.error(
                "Effect {} was made by process instance {}, which showed the copied name of {}; it is undone",
                effect.key(),
                instance,
                effect.saga());
    }
}

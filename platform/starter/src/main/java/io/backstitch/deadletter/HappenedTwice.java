package io.backstitch.deadletter;

import io.backstitch.compensation.SagaId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Opens a dead letter for each effect that the ledger knows to have happened twice: the run goes on with the one, and a person undoes the other at the
 * partner. It is looked for in the ledger, so that no crash loses one; each has one letter, whoever looks.
 */
@Component
class HappenedTwice {

    private static final Logger log = LoggerFactory.getLogger(HappenedTwice.class);

    private record Opened(long letter, SagaId saga, String element, String key) {
        static Opened read(ResultSet row, int number) throws SQLException {
            return new Opened(
                    row.getLong("id"),
                    SagaId.parse(row.getString("saga")),
                    row.getString("element"),
                    row.getString("idempotency_key"));
        }
    }

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final LetterEvents events;
    private final Clock clock;

    HappenedTwice(JdbcClient jdbc, TransactionTemplate transaction, LetterEvents events, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 5_000)
    void look() {
        try {
            transaction.executeWithoutResult(status -> open());
        } catch (DataAccessException | TransactionException e) {
            log.warn("What happened twice is looked for again: {}", e.getMessage());
        }
    }

    /** In a transaction. */
    void open() {
        jdbc.sql("""
                        INSERT INTO dead_letter (state, kind, reason, answer, ledger_event, saga, process, element, job_type, idempotency_key,
                                                 retries, opened_at)
                        SELECT 'OPEN', 'HAPPENED_TWICE',
                               'Attempt ' || twice.attempt || ' was overtaken while it called, and its effect happened, too. Undo that one at the partner, then give this letter up',
                               twice.detail, twice.id, effect.saga, split_part(effect.saga, '/', 1), effect.element, effect.type, effect.key, 0, ?
                        FROM effect_event AS twice JOIN effect USING (key)
                        WHERE twice.event = 'HAPPENED_TWICE'
                          AND NOT EXISTS (SELECT FROM dead_letter WHERE ledger_event = twice.id)
                        ON CONFLICT (ledger_event) WHERE ledger_event IS NOT NULL DO NOTHING
                        RETURNING id, saga, element, idempotency_key
                        """)
                .param(Timestamp.from(clock.instant()))
                .query(Opened::read)
                .list()
                .forEach(this::tell);
    }

    private void tell(Opened opened) {
        events.opened(opened.letter(), opened.saga().process(), opened.element());
        log.error(
                "Effect {} happened twice; dead letter {} waits for a person to undo the other",
                opened.key(),
                opened.letter());
    }
}

package io.backstitch.auditlog;

import io.backstitch.audit.Chain;
import io.backstitch.audit.Draft;
import io.backstitch.audit.Entry;
import io.backstitch.auditlog.Drafts.Pending;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives what is on record its place in the chain, five times a second and whenever somebody is about to read.
 *
 * <p>(1) Lock the end of the chain: of several instances one goes on, the others wait for it; (2) take the oldest drafts; (3) chain them; (4) store the entries
 * and the new end, and remove the drafts, all in one transaction. A crash leaves the drafts where they are.
 */
@Component
class Sequencer {

    private static final Logger log = LoggerFactory.getLogger(Sequencer.class);
    private static final int BATCH = 500;

    private final Drafts drafts;
    private final Heads heads;
    private final Entries entries;
    private final UnreadableDrafts unreadable;
    private final TransactionTemplate transactions;
    private boolean waiting;

    Sequencer(
            Drafts drafts,
            Heads heads,
            Entries entries,
            UnreadableDrafts unreadable,
            TransactionTemplate transactions) {
        this.drafts = drafts;
        this.heads = heads;
        this.entries = entries;
        this.unreadable = unreadable;
        this.transactions = transactions;
    }

    @Scheduled(fixedDelay = 200)
    void run() {
        try {
            catchUp();
            waiting = false;
        } catch (DataAccessException | TransactionException e) {
            if (!waiting) {
                log.warn(
                        "What is on record waits for its place in the chain until the database is there: {}",
                        e.toString());
            }
            waiting = true;
        }
    }

    /** All that was committed before this call is in the chain afterwards. */
    void catchUp() {
        boolean more = !drafts.isEmpty();
        while (more) {
            more = Boolean.TRUE.equals(transactions.execute(transaction -> chain() == BATCH));
        }
    }

    private int chain() {
        Heads.Locked end = heads.lock();
        List<Pending> next = drafts.next(BATCH);
        if (!next.isEmpty()) {
            List<Draft> readable = next.stream().map(unreadable::orDraft).toList();
            List<Entry> chained = Chain.next(end.head(), readable);
            entries.add(chained, next).forEach(end.tree()::append);
            heads.move(chained.getLast().head(), end.tree());
            drafts.remove(next);
        }
        return next.size();
    }
}

package io.backstitch.approval;

import io.backstitch.directory.DirectoryAway;
import io.backstitch.messaging.EngineRecords;
import io.camunda.client.api.command.ClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sees from the engine's records that somebody took a task in Tasklist that they may not do, puts it on record and gives the task back.
 *
 * <ol>
 *   <li>Who is at a task is judged once for each record that says so. The directory is asked outside of a transaction.
 *   <li>Who may not keeps it for a moment, each next time a longer one, up to a bound: an endless game costs little. Our door does not wait.
 *   <li>Then the engine is told. When it does not answer, this one comes again later, behind the others.
 * </ol>
 */
@Component
class HoldWatch {

    private static final Logger log = LoggerFactory.getLogger(HoldWatch.class);
    private static final int AT_ONCE = 100;
    private static final Duration LATER = Duration.ofSeconds(10);

    private final EngineRecords records;
    private final Holds holds;
    private final Holders holders;
    private final HoldEntries entries;
    private final TaskReturn engine;
    private final HoldSettings settings;
    private final TransactionTemplate transaction;
    private final Clock clock;

    HoldWatch(
            EngineRecords records,
            Holds holds,
            Holders holders,
            HoldEntries entries,
            TaskReturn engine,
            HoldSettings settings,
            TransactionTemplate transaction,
            Clock clock) {
        this.records = records;
        this.holds = holds;
        this.holders = holders;
        this.entries = entries;
        this.engine = engine;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 1000)
    void look() {
        try {
            if (isMadeAnew()) {
                return;
            }
            holds.forgetEnded();
            judge(holds.unjudged(AT_ONCE));
            holds.due(clock.instant(), AT_ONCE).forEach(this::release);
        } catch (DataAccessException | TransactionException e) {
            log.debug("Who is at which task is looked at again in a moment", e);
        }
    }

    /** The tasks are as they were once, not as they are. */
    private boolean isMadeAnew() {
        return records.partitions().stream().anyMatch(partition -> partition.position() < partition.told());
    }

    private void judge(List<Holds.Held> all) {
        for (Holds.Held held : all) {
            try {
                judge(held);
            } catch (DirectoryAway e) {
                log.debug("Who is at which task is judged when the directory answers", e);
                return;
            } catch (RuntimeException e) {
                log.warn("Who is at task {} is judged later: {}", held.task(), e.getMessage());
            }
        }
    }

    private void judge(Holds.Held held) {
        Optional<Verdict.Refused> refusal = holders.refusal(held);
        transaction.executeWithoutResult(
                status -> refusal.ifPresentOrElse(refused -> refuse(held, refused), () -> holds.allowed(held)));
    }

    private void refuse(Holds.Held held, Verdict.Refused refused) {
        int times = holds.refused(held, refused.rule());
        if (times > 0) {
            holds.release(held.task(), held.holder(), clock.instant().plus(settings.pause(times)));
            entries.held(held, refused, times);
        }
    }

    private void release(Holds.Due due) {
        Instant now = clock.instant();
        if (!holds.take(due, now, now.plus(LATER))) {
            return;
        }
        try {
            if (due.stillTheirs()) {
                engine.unassign(due.task());
            }
            holds.release(due.task(), due.holder(), null);
        } catch (ClientException e) {
            log.warn("Task {} is taken from who may not do it when the engine answers: {}", due.task(), e.getMessage());
        }
    }
}

package io.backstitch.retention;

import io.backstitch.database.DataErrors;
import io.backstitch.job.Failures;
import io.backstitch.retention.DueRuns.Candidate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets runs go whose time is over, batch by batch with pauses between, one instance of the application at a time. A run that cannot be archived is found by
 * halving its batch, and put aside: the others go. While the database or the directory is away nothing goes, and nothing is lost.
 */
@Component
class Retention implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Retention.class);

    private final RetentionSettings settings;
    private final DueRuns due;
    private final Plans plans;
    private final Archivist archivist;
    private final Aside aside;
    private final Outbox outbox;
    private final RetentionMetrics metrics;
    private final TransactionTemplate transactions;
    private final Failures failures;
    private final Clock clock;
    private final AtomicBoolean atWork = new AtomicBoolean();
    private volatile boolean stopping;
    private boolean away;

    Retention(
            RetentionSettings settings,
            DueRuns due,
            Plans plans,
            Archivist archivist,
            Aside aside,
            Outbox outbox,
            RetentionMetrics metrics,
            TransactionTemplate transactions,
            Failures failures,
            Clock clock) {
        this.settings = settings;
        this.due = due;
        this.plans = plans;
        this.archivist = archivist;
        this.aside = aside;
        this.outbox = outbox;
        this.metrics = metrics;
        this.transactions = transactions;
        this.failures = failures;
        this.clock = clock;
    }

    /** At a fixed rate, so that it has a thread of its own: a look may take hours, and others must not wait for it. */
    @Scheduled(
            fixedRateString = "${backstitch.retention.every:1m}",
            initialDelayString = "${backstitch.retention.every:1m}")
    void look() {
        if (!settings.isOn() || !atWork.compareAndSet(false, true)) {
            return;
        }
        try {
            archiveAll();
            away = false;
        } catch (DirectoryAway e) {
            tellOnce("Runs whose time is over stay until their archive can be written: {}", e);
        } catch (RuntimeException e) {
            if (!DataErrors.isAway(e)) {
                throw e;
            }
            tellOnce("Runs whose time is over stay until the database is back: {}", e);
        } finally {
            atWork.set(false);
        }
    }

    private void tellOnce(String sentence, RuntimeException e) {
        if (!away && !stopping) {
            log.error(sentence, e.getMessage());
        }
        away = true;
    }

    /** All that is due, of all processes; returns how many runs are gone. */
    int archiveAll() {
        int archived = 0;
        if (outbox.isStanding()) {
            return 0;
        }
        Instant now = clock.instant();
        for (String process : due.processes()) {
            Optional<Instant> latest = settings.keep(process).map(now::minus);
            if (latest.isPresent()) {
                archived += archive(process, latest.get());
            }
        }
        metrics.aside(aside.count());
        return archived;
    }

    private int archive(String process, Instant latest) {
        Waiting waiting = new Waiting();
        int archived = finishOpen(process);
        @Nullable Candidate last = null;
        List<String> batch = new ArrayList<>();
        List<Candidate> page;
        do {
            page = due.page(process, latest, aside.again(), last, settings.batch());
            for (Candidate candidate : page) {
                last = candidate;
                if (candidate.hasEndedBy(latest)) {
                    sort(candidate, batch, waiting);
                }
                if (batch.size() == settings.batch()) {
                    archived += archive(process, batch);
                    batch.clear();
                }
            }
        } while (page.size() == settings.batch() && !stopping);
        archived += archive(process, batch);
        metrics.waiting(process, waiting);
        return archived;
    }

    private static void sort(Candidate candidate, List<String> batch, Waiting waiting) {
        if (candidate.owes() == null) {
            batch.add(candidate.run());
        } else {
            waiting.add(candidate);
        }
    }

    private int archive(String process, List<String> runs) {
        if (runs.isEmpty() || stopping) {
            return 0;
        }
        boolean planned = Boolean.TRUE.equals(transactions.execute(status -> {
            boolean mine = plans.isMyTurn() && plans.open(process).isEmpty();
            if (mine) {
                plans.add(process, List.copyOf(runs));
            }
            return mine;
        }));
        return planned ? finishOpen(process) : 0;
    }

    /** What was planned, by whom ever, is brought to its end before anything else is planned. */
    private int finishOpen(String process) {
        int archived = 0;
        Optional<Archivist.Done> done = finish(process);
        while (done.isPresent() && !stopping) {
            metrics.archived(process, done.get());
            archived += done.get().runs();
            rest();
            done = finish(process);
        }
        return archived;
    }

    /** Empty when nothing is planned, or when it is another's turn. */
    private Optional<Archivist.Done> finish(String process) {
        AtomicReference<@Nullable Plan> tried = new AtomicReference<>();
        try {
            return Objects.requireNonNull(transactions.execute(status -> {
                Optional<Plan> plan = plans.isMyTurn() ? plans.open(process) : Optional.empty();
                tried.set(plan.orElse(null));
                return plan.map(it -> archivist.archive(it, aside.again()));
            }));
        } catch (DirectoryAway e) {
            throw e;
        } catch (RuntimeException e) {
            Plan plan = tried.get();
            if (DataErrors.isAway(e) || plan == null) {
                throw e;
            }
            halve(plan, e);
            return Optional.of(new Archivist.Done(0, 0));
        }
    }

    private void halve(Plan plan, RuntimeException failure) {
        transactions.executeWithoutResult(status -> {
            // Another may have gone on with it meanwhile.
            if (!plans.isMyTurn() || !plans.open(plan.process()).equals(Optional.of(plan))) {
                return;
            }
            List<String> runs = plan.runs();
            if (runs.size() > 1) {
                plans.shrink(plan, runs.subList(0, runs.size() / 2));
                plans.add(plan.process(), runs.subList(runs.size() / 2, runs.size()));
            } else {
                putAside(plan, runs.getFirst(), failure);
            }
        });
    }

    private void putAside(Plan plan, String run, RuntimeException failure) {
        aside.put(plan.process(), run, failures.text(failure).sentence());
        archivist.drop(plan);
        log.error(
                "Run {}/{} cannot be archived, and stays; it is tried again in a day. Until then it is in run_archive_aside",
                plan.process(),
                run,
                failure);
    }

    /** So that nobody feels it. */
    private void rest() {
        try {
            Thread.sleep(settings.pause());
        } catch (InterruptedException e) {
            stopping = true;
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void destroy() {
        stopping = true;
    }
}

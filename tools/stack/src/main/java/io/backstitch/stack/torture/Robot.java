package io.backstitch.stack.torture;

import io.backstitch.stack.StackFailure;
import io.backstitch.stack.demo.Reply;
import io.backstitch.stack.torture.Approvers.Reception;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Plays people who hand in expense reports and decide about them, and some who break the rules. Each report has a thread of its own.
 *
 * <ol>
 *   <li>It is handed in with one Idempotency-Key until that is answered.
 *   <li>Its moves are made: {@link Play}.
 *   <li>Then it is followed until it has ended or waits for people.
 * </ol>
 */
final class Robot implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(1_500);
    private static final Duration TICK = Duration.ofMillis(50);
    private static final int LOOKS_THAT_TELL_A_WAIT = 3;
    private static final int TRIES = 20;
    private static final long PLENTY = 1_000_000_000_000L;

    /**
     * A report that was accepted.
     *
     * @param tried the moves that were really made
     */
    record Played(String run, Report report, Map<Move, Reception> tried) {}

    private final Approvers approvers;
    private final People people;
    private final String costCenter;
    private final Clock clock;
    private final Book<Played> book = new Book<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** @param costCenter whose budget it uses */
    Robot(Approvers approvers, People people, String costCenter, Clock clock) {
        this.approvers = approvers;
        this.people = people;
        this.costCenter = costCenter;
        this.clock = clock;
    }

    Book<Played> book() {
        return book;
    }

    Approvers approvers() {
        return approvers;
    }

    /**
     * Grants a budget that lasts, and opens this month for bookings.
     *
     * @throws StackFailure when nobody takes that
     */
    void prepare() throws InterruptedException {
        set("/api/expense-budgets/" + costCenter, Map.of("currency", Report.CURRENCY, "granted", PLENTY));
        set("/api/expense-periods/" + YearMonth.now(clock.withZone(ZoneOffset.UTC)), Map.of("closed", false));
    }

    private void set(String path, Map<String, Object> value) throws InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            if (approvers
                    .as("controller")
                    .send("PUT", path, value)
                    .filter(Reply::isOk)
                    .isPresent()) {
                return;
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        throw new StackFailure(
                "The controller cannot set %s.".formatted(path), "'./backstitch logs application' may tell why.");
    }

    /**
     * Hands reports in until there are no more.
     *
     * @param rate of reports a second
     * @param inFlight none is handed in while so many are under way
     */
    void handIn(Iterator<Report> reports, double rate, int inFlight) throws InterruptedException {
        var pause = Duration.ofNanos(Math.round(1_000_000_000 / rate));
        while (reports.hasNext()) {
            if (book.inFlight() < inFlight) {
                carry(reports.next());
                Thread.sleep(pause);
            } else {
                Thread.sleep(TICK);
            }
        }
    }

    private void carry(Report report) {
        book.sending();
        threads.execute(() -> {
            try {
                Optional<Played> played = handIn(report);
                if (played.isPresent()) {
                    new Play(approvers, threads, played.get()).toTheEnd();
                    follow(played.get());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Empty when the answer is no. */
    private Optional<Played> handIn(Report report) throws InterruptedException {
        String yesterday = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
                .minusDays(1)
                .toString();
        var body = report.body(costCenter, yesterday);
        while (true) {
            switch (approvers.as(report.requester()).start("/api/expenses", report.key(), body)) {
                case Answer.Yes yes -> {
                    var played = new Played(yes.id(), report, new ConcurrentHashMap<>());
                    book.accepted(yes.id(), played);
                    return Optional.of(played);
                }
                case Answer.No no -> {
                    book.refused(report.key(), no.reason());
                    return Optional.empty();
                }
                case Answer.Lost lost -> Thread.sleep(BETWEEN_LOOKS);
            }
        }
    }

    /** What waits may have been about to go on: only several looks in a row tell. */
    private void follow(Played it) throws InterruptedException {
        int looks = 0;
        while (looks < LOOKS_THAT_TELL_A_WAIT || !it.report().isLeftToPeople()) {
            Thread.sleep(BETWEEN_LOOKS);
            Optional<RunRecord> run = approvers.as("operator").run(it.run());
            if (run.filter(RunRecord::hasEnded).isPresent()) {
                book.ended(it.run());
                return;
            }
            looks = run.filter(RunRecord::waitsForPerson).isPresent() || waits(it) ? looks + 1 : 0;
            book.waits(it.run(), looks >= LOOKS_THAT_TELL_A_WAIT);
        }
    }

    private boolean waits(Played it) {
        try {
            return people.waiting(List.of(it.run())).contains(it.run());
        } catch (RuntimeException nobodySays) {
            return false;
        }
    }

    /** Stops playing; the reports stay as they are. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}

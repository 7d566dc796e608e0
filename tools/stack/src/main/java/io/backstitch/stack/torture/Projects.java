package io.backstitch.stack.torture;

import io.backstitch.stack.demo.Reply;
import io.backstitch.stack.torture.Project.Draft;
import io.backstitch.stack.torture.Project.Sent;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Plans projects, each with a thread of its own: its plans are sent one after the other, each until it is answered, and its run is
 * followed until it has ended or waits for a person.
 */
final class Projects implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(1_500);
    private static final Duration TICK = Duration.ofMillis(50);

    /**
     * A project of which all plans were accepted.
     *
     * @param sent in the order in which they were answered
     */
    record Planned(String run, Project project, List<Sent> sent) {
        Planned {
            sent = List.copyOf(sent);
        }
    }

    private final Entrances entrances;
    private final Clock clock;
    private final Book<Planned> book = new Book<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Projects(Entrances entrances, Clock clock) {
        this.entrances = entrances;
        this.clock = clock;
    }

    Book<Planned> book() {
        return book;
    }

    /**
     * Plans projects until there are no more.
     *
     * @param rate of projects a second
     * @param inFlight none is begun while so many are under way
     */
    void plan(Iterator<Project> projects, double rate, int inFlight) throws InterruptedException {
        var pause = Duration.ofNanos(Math.round(1_000_000_000 / rate));
        while (projects.hasNext()) {
            if (book.inFlight() < inFlight) {
                Project project = projects.next();
                book.sending();
                execute(() -> toTheEnd(project));
                Thread.sleep(pause);
            } else {
                Thread.sleep(TICK);
            }
        }
    }

    private void execute(Background.Work work) {
        threads.execute(() -> {
            try {
                work.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void toTheEnd(Project project) throws InterruptedException {
        List<Sent> sent = new ArrayList<>();
        String run = "";
        for (Draft draft : project.drafts()) {
            awaitTurn(draft, sent);
            Sent plan = project.sent(draft, clock.instant());
            Incoming event = project.incoming(draft, plan);
            echo(event);
            switch (entrances.insist(event)) {
                case Answer.Yes yes -> run = yes.id();
                case Answer.No no -> {
                    book.refused(event.key(), no.reason());
                    return;
                }
            }
            sent.add(plan);
        }
        book.accepted(run, new Planned(run, project, sent));
        follow(run);
    }

    /** As the plan says; or when the date of the plan before comes. */
    private void awaitTurn(Draft draft, List<Sent> before) throws InterruptedException {
        Duration after = draft.after();
        if (after == null) {
            after = Duration.between(clock.instant(), before.getLast().startDate());
        }
        Thread.sleep(after.isNegative() ? Duration.ZERO : after);
    }

    /** Beside the first; its answer must be the same, and an other one is a refusal. */
    private void echo(Incoming event) {
        for (Duration echo : event.echoes()) {
            execute(() -> {
                Thread.sleep(echo);
                if (entrances.insist(event) instanceof Answer.No no) {
                    book.sending();
                    book.refused(event.key(), no.reason());
                }
            });
        }
    }

    private void follow(String run) throws InterruptedException {
        while (true) {
            Thread.sleep(BETWEEN_LOOKS);
            Optional<RunRecord> record = run(run);
            if (record.filter(RunRecord::hasEnded).isPresent()) {
                book.ended(run);
                return;
            }
            record.ifPresent(it -> book.waits(run, it.waitsForPerson()));
        }
    }

    /** How a run stands; empty when nobody says so now. */
    Optional<RunRecord> run(String id) {
        return entrances.doors().run(id);
    }

    /** How many plans wait for a person since the run has not taken them; empty when nobody says so now. */
    Optional<Integer> undelivered(String run) {
        return entrances
                .doors()
                .get("/api/dead-letters?kind=UNDELIVERED&run=" + run)
                .filter(Reply::isOk)
                .map(reply -> reply.body().path("deadLetters").size());
    }

    /** Stops planning; the runs go on. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}

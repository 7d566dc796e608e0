package io.backstitch.stack.torture;

import io.backstitch.stack.StackFailure;
import io.backstitch.stack.demo.Login;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/**
 * Requests for runs, each carried by a thread of its own: sent until it is answered, with the same Idempotency-Key; cancelled if
 * that is its story; and followed until its run has ended. What was answered 202 is never forgotten.
 */
public final class Load implements AutoCloseable {
    private static final Duration BEFORE_REPEAT = Duration.ofMillis(700);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(2_500);
    private static final Duration BETWEEN_LOOKS_AT_PEOPLE = Duration.ofSeconds(4);
    private static final Duration TICK = Duration.ofMillis(50);

    private final Entrances entrances;
    private final Doors doors;
    private final People people;
    private final Clock clock;
    private final Book<AcceptedRun> book = new Book<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Background looksAtPeople;
    private volatile Set<String> waiting = Set.of();

    private Load(Entrances entrances, People people, Clock clock) {
        this.entrances = entrances;
        this.doors = entrances.doors();
        this.people = people;
        this.clock = clock;
        this.looksAtPeople = Background.start("people", this::lookAtPeople);
    }

    /**
     * All requests will go in by the API. Nothing is sent yet.
     *
     * @param applications the doors of all instances
     */
    public static Load on(List<URI> applications, URI keycloak, People people, Clock clock) {
        return through(Entrances.apiOf(new Doors(applications, new Login(keycloak, clock))), people, clock);
    }

    /** Each request will go in where it says. Nothing is sent yet. */
    static Load through(Entrances entrances, People people, Clock clock) {
        return new Load(entrances, people, clock);
    }

    /**
     * Sends one request and returns when its run has ended.
     *
     * @throws StackFailure when it has not, after so long
     */
    public void sendAndAwait(Request request, Duration patience) {
        int before = book.numberEnded();
        carry(request);
        awaitUntil(
                () -> book.numberEnded() > before,
                patience,
                "The first run has not ended after %d s.".formatted(patience.toSeconds()));
    }

    /**
     * Sends requests until there are no more.
     *
     * @param rate of requests a second
     * @param inFlight no request is sent while so many are under way
     */
    public void send(Iterator<Request> requests, double rate, int inFlight) throws InterruptedException {
        var pause = Duration.ofNanos(Math.round(1_000_000_000 / rate));
        while (requests.hasNext()) {
            if (book.inFlight() < inFlight) {
                carry(requests.next());
                Thread.sleep(pause);
            } else {
                Thread.sleep(TICK);
            }
        }
    }

    private void carry(Request request) {
        book.sending();
        execute(() -> startAndFollow(request));
        for (Duration echo : request.echoes()) {
            execute(() -> {
                Thread.sleep(echo);
                echo(request);
            });
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

    private void startAndFollow(Request request) throws InterruptedException {
        switch (entrances.insist(request.incoming())) {
            case Answer.Yes yes -> {
                book.accepted(yes.id(), new AcceptedRun(yes.id(), request));
                cancel(yes.id(), request);
                follow(yes.id());
            }
            case Answer.No no -> book.refused(request.idempotencyKey(), no.reason());
        }
    }

    /** The same once more. Another run than the first one's would be judged like any other, and found. */
    private void echo(Request request) throws InterruptedException {
        switch (entrances.insist(request.incoming())) {
            case Answer.Yes yes -> book.accepted(yes.id(), new AcceptedRun(yes.id(), request));
            case Answer.No no -> {
                book.sending();
                book.refused(request.idempotencyKey(), no.reason());
            }
        }
    }

    private void cancel(String id, Request request) throws InterruptedException {
        if (!request.story().isCancelled()) {
            return;
        }
        Thread.sleep(request.cancelAfter());
        while (doors.cancel(id) instanceof Answer.Lost) {
            Thread.sleep(BEFORE_REPEAT);
        }
    }

    private void follow(String id) throws InterruptedException {
        while (true) {
            Thread.sleep(BETWEEN_LOOKS);
            var run = doors.run(id);
            if (run.filter(RunRecord::hasEnded).isPresent()) {
                book.ended(id);
                return;
            }
            run.ifPresent(it -> book.waits(id, it.waitsForPerson() || waiting.contains(id)));
        }
    }

    private void lookAtPeople() throws InterruptedException {
        while (true) {
            Thread.sleep(BETWEEN_LOOKS_AT_PEOPLE);
            try {
                waiting = people.waiting(book.unended());
            } catch (RuntimeException nobodySays) {
                // Asked again soon: what was known stays known.
            }
        }
    }

    /** Returns whether all that was accepted has ended or waits for a person, and nothing is unanswered, within this time. */
    public boolean awaitRest(Duration patience) {
        try {
            awaitUntil(() -> book.inFlight() == 0, patience, "");
            return true;
        } catch (StackFailure notYet) {
            return false;
        }
    }

    private void awaitUntil(BooleanSupplier state, Duration patience, String otherwise) {
        Instant deadline = clock.instant().plus(patience);
        while (!state.getAsBoolean()) {
            if (clock.instant().isAfter(deadline)) {
                throw new StackFailure(otherwise, "'./backstitch logs application' may tell why.");
            }
            try {
                Thread.sleep(TICK);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StackFailure("Interrupted.", "The runs go on.", e);
            }
        }
    }

    /** How many requests were answered 202 so far. */
    public int accepted() {
        return book.numberAccepted();
    }

    Book<AcceptedRun> book() {
        return book;
    }

    Doors doors() {
        return doors;
    }

    /** Stops sending and following; the runs go on. */
    @Override
    public void close() {
        threads.shutdownNow();
        looksAtPeople.close();
    }
}

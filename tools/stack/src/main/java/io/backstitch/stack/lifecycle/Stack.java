package io.backstitch.stack.lifecycle;

import io.backstitch.stack.Part;
import io.backstitch.stack.StackFailure;
import io.backstitch.stack.component.Application;
import io.backstitch.stack.component.Component;
import io.backstitch.stack.component.Components;
import io.backstitch.stack.component.Site;
import io.backstitch.stack.lifecycle.PartState.State;
import io.backstitch.stack.process.Run;
import io.backstitch.stack.process.Runs;
import io.backstitch.stack.process.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parts of one stack: starts what is missing, stops what runs. What runs it knows from the files of the runs, so it goes on
 * where an earlier process left off.
 */
public final class Stack {
    private static final Duration PATIENCE_TO_STOP = Duration.ofSeconds(20);
    /** A parent misses its child within milliseconds; one that never does, as in some containers, is not waited for. */
    private static final Duration PATIENCE_UNTIL_MISSED = Duration.ofSeconds(2);

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Site site;
    private final Components components;
    private final Runs runs;
    private final Progress progress;
    /** Of the starts that go on now: one that failed does not stand in the way of the next. */
    private final Set<FirstFailure> starts = ConcurrentHashMap.newKeySet();

    private final FirstFailure aborted = new FirstFailure();

    public Stack(Site site, Progress progress) {
        this.site = site;
        this.components = new Components(site);
        this.runs = new Runs(site.folders().runs());
        this.progress = progress;
    }

    public Component component(Part part) {
        return components.of(part);
    }

    public Application application() {
        return components.application();
    }

    /** The run of a part whose process is alive, ready or not. */
    public Optional<Run> aliveRun(Part part) {
        return runs.alive(part);
    }

    /** How a part is doing; asks the part itself. */
    public PartState state(Part part) {
        Component component = component(part);
        Optional<Run> last = runs.find(part);
        Optional<Run> alive = last.filter(run -> run.process().isPresent());
        State state = alive.isPresent()
                ? (isReady(component) ? State.READY : State.UNREADY)
                : (last.isPresent() ? State.DEAD : State.STOPPED);
        return new PartState(
                part.label(), state, component.url(), alive.map(Run::pid).orElse(null), component.version());
    }

    private static boolean isReady(Component component) {
        try {
            return component.isReady();
        } catch (Exception notNow) {
            return false;
        }
    }

    /** All parts whose process is alive, ready or not. */
    public Set<Part> running() {
        return Stream.of(Part.values())
                .filter(part -> runs.alive(part).isPresent())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Part.class)));
    }

    /**
     * Starts those of the parts that do not run, independent ones side by side, and returns when all are ready. If one fails,
     * what this call started is stopped again; what ran before is left alone.
     *
     * @return what was started
     * @throws StackFailure the first failure
     */
    public Set<Part> start(Set<Part> wanted) {
        FirstFailure failure = new FirstFailure();
        starts.add(failure);
        try {
            aborted.get().ifPresent(failure::report);
            return start(wanted, failure);
        } finally {
            starts.remove(failure);
        }
    }

    private Set<Part> start(Set<Part> wanted, FirstFailure failure) {
        Set<Part> all = Part.withNeeds(wanted);
        Set<Part> beside = running();
        beside.addAll(all);
        stop(poorer(all, beside));
        Set<Part> missing = EnumSet.copyOf(all);
        missing.removeAll(running());

        InOrder.forEach(all, Part::startsAfter, (part, turn) -> {
            PartStart start = new PartStart(site, component(part), runs, progress, failure);
            runs.alive(part).ifPresentOrElse(start::await, () -> start.run(beside, turn));
        });
        failure.get().ifPresent(cause -> {
            // In an orderly way: a database that is killed while it is made may never start again.
            stop(missing);
            throw cause;
        });
        return missing;
    }

    /** Those that run but were started without something that is asked of them now. */
    private Set<Part> poorer(Set<Part> wanted, Set<Part> beside) {
        return wanted.stream()
                .filter(part ->
                        runs.alive(part).filter(run -> lacks(run, beside)).isPresent())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Part.class)));
    }

    private boolean lacks(Run run, Set<Part> beside) {
        try {
            return !run.features().containsAll(component(run.part()).features(beside));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets a start that goes on in another thread end as soon as it can, with this failure, and every later one at once. */
    public void abort(StackFailure reason) {
        aborted.report(reason);
        starts.forEach(start -> start.report(reason));
    }

    /** Asks the parts to end, those that depend on others first, and ends them by force if they take too long. */
    public void stop(Set<Part> parts) {
        List<Part> lastFirst = List.copyOf(parts).reversed();
        InOrder.forEach(lastFirst, Stack::startsBefore, (part, turn) -> {
            turn.await();
            runs.alive(part).ifPresent(run -> {
                run.process().ifPresent(component(part)::stop);
                if (!gone(run, PATIENCE_TO_STOP)) {
                    kill(run);
                }
            });
            runs.remove(part);
        });
    }

    /** The parts that have to be gone before this one is stopped: those that started after it. */
    private static Set<Part> startsBefore(Part part) {
        return Stream.of(Part.values())
                .filter(other -> other.startsAfter().contains(part))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Part.class)));
    }

    /** Ends the parts at once, as {@code kill -9} does: nothing is said goodbye to. Returns when they are gone. */
    public void kill(Set<Part> parts) {
        for (Part part : parts) {
            runs.alive(part).ifPresent(Stack::kill);
            runs.remove(part);
        }
    }

    /** Lets a part stand still, its children too: it keeps its connections and answers nobody. */
    public void pause(Part part) {
        runs.alive(part).flatMap(Run::process).ifPresent(Signal.STOP::send);
    }

    /** Lets a part go on that stands still; any other goes on as it was. */
    public void resume(Part part) {
        runs.alive(part).flatMap(Run::process).ifPresent(Signal.CONT::send);
    }

    /**
     * Children die with their parent: a database server has some, and they would hold on to its data. It is not started beside what is left of the one
     * before: its lock names a process, and as long as there is one of that id, PostgreSQL believes that it lives.
     */
    private static void kill(Run run) {
        List<ProcessHandle> all = run.process()
                .map(process ->
                        Stream.concat(Stream.of(process), process.descendants()).toList())
                .orElse(List.of());
        all.forEach(ProcessHandle::destroyForcibly);
        if (!until(() -> all.stream().noneMatch(Run::isAlive), PATIENCE_TO_STOP)) {
            throw new StackFailure(
                    run.part().label() + " (process " + run.pid() + ") does not end.", "End it by hand and try again.");
        }
        var unusedNobodyMayMissIt = until(run::isForgotten, PATIENCE_UNTIL_MISSED);
    }

    private static boolean gone(Run run, Duration patience) {
        return until(() -> run.process().isEmpty(), patience);
    }

    private static boolean until(BooleanSupplier state, Duration patience) {
        Instant deadline = Instant.now().plus(patience);
        while (!state.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                return false;
            }
            Pause.of(PAUSE);
        }
        return true;
    }
}

package io.backstitch.stack.lifecycle;

import io.backstitch.stack.Part;
import io.backstitch.stack.Port;
import io.backstitch.stack.StackFailure;
import io.backstitch.stack.component.Component;
import io.backstitch.stack.component.Site;
import io.backstitch.stack.process.DetachedProcess;
import io.backstitch.stack.process.LogTail;
import io.backstitch.stack.process.Run;
import io.backstitch.stack.process.Runs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** The start of one part: fetch, wait for those before it, launch, wait until it is ready. */
final class PartStart {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int LINES_SHOWN = 15;

    private final Site site;
    private final Component component;
    private final Part part;
    private final Runs runs;
    private final Progress progress;
    private final FirstFailure failure;

    PartStart(Site site, Component component, Runs runs, Progress progress, FirstFailure failure) {
        this.site = site;
        this.component = component;
        this.part = component.part();
        this.runs = runs;
        this.progress = progress;
        this.failure = failure;
    }

    /** Gives up silently as soon as another part has failed. */
    void run(Set<Part> beside, InOrder.Turn turn) {
        try {
            progress.doing(part, Progress.FETCHING, "");
            component.fetch(this::fetching);
            progress.doing(part, Progress.WAITING, "");
            turn.await();
            if (!failure.happened()) {
                progress.doing(part, Progress.STARTING, "");
                Instant begin = Instant.now();
                Run run = launch(beside);
                if (awaitReady(run)) {
                    progress.ready(part, Duration.between(begin, Instant.now()));
                }
            }
        } catch (RuntimeException e) {
            progress.failed(part);
            failure.report(e);
        }
    }

    /** For a part that is running already: it may still be on its way. */
    void await(Run run) {
        try {
            if (awaitReady(run)) {
                progress.found(part);
            }
        } catch (RuntimeException e) {
            progress.failed(part);
            failure.report(e);
        }
    }

    /** A download that nobody waits for any more is broken off. */
    private boolean fetching(String file, long done, long total) {
        progress.doing(part, Progress.FETCHING, Downloads.line(file, done, total));
        return !failure.happened();
    }

    private Run launch(Set<Part> beside) {
        Path log = site.folders().log(part);
        try {
            Process process = DetachedProcess.start(component.launch(beside), log);
            Run run = Run.of(part, process.toHandle(), ports(), component.version(), component.features(beside));
            runs.put(run);
            return run;
        } catch (IOException e) {
            throw new StackFailure(
                    part.label() + " could not be started: " + e.getMessage() + ".", "See ./backstitch doctor.", e);
        }
    }

    private Map<Port, Integer> ports() {
        Map<Port, Integer> ports = new EnumMap<>(Port.class);
        Port.of(part).forEach(port -> ports.put(port, site.ports().of(port)));
        return ports;
    }

    /** False if another part failed first. */
    private boolean awaitReady(Run run) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!isReady()) {
            if (failure.happened()) {
                return false;
            }
            if (run.process().isEmpty()) {
                throw broken(part.label() + " ended while it was starting.");
            }
            if (Instant.now().isAfter(deadline)) {
                throw broken(part.label() + " was not ready after " + PATIENCE.toMinutes() + " minutes.");
            }
            Pause.of(PAUSE);
        }
        return true;
    }

    private boolean isReady() {
        try {
            return component.isReady();
        } catch (StackFailure never) {
            throw never;
        } catch (Exception notYet) {
            return false;
        }
    }

    private StackFailure broken(String what) {
        Path log = site.folders().log(part);
        return new StackFailure(what, "The reason is in its log: " + log + ".", LogTail.reason(log, LINES_SHOWN), null);
    }
}

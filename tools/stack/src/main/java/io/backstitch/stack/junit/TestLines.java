package io.backstitch.stack.junit;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingDouble;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Tells a person how far the tests are: a line for each class that has ended, every half minute a line about those that take long, and in the
 * end the slowest ten. The same times stand in {@code target/test-times.tsv}: seconds, tests, class.
 */
public final class TestLines implements TestExecutionListener {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int SLOWEST = 10;

    /** A class that runs, or has run. */
    private static final class Line {
        final String name;
        final long begun = System.nanoTime();
        final AtomicInteger tests = new AtomicInteger();
        final AtomicInteger failed = new AtomicInteger();
        final AtomicInteger skipped = new AtomicInteger();
        volatile String doing = "";
        volatile @Nullable Duration took;

        Line(String name) {
            this.name = name;
        }

        Duration sinceBegin() {
            return Duration.ofNanos(System.nanoTime() - begun);
        }
    }

    /** By unique id. */
    private final Map<String, Line> running = new ConcurrentHashMap<>();

    private final Collection<Line> ended = new ConcurrentLinkedQueue<>();
    private @Nullable TestPlan plan;
    private volatile boolean over;

    /** For JUnit, which finds it as a service. */
    public TestLines() {}

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        plan = started;
        Thread.ofPlatform().daemon().name("test-lines").start(this::tellLongNowAndThen);
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        if (isOuterClass(test)) {
            running.put(test.getUniqueId(), new Line(className(test).orElseThrow()));
        } else if (test.isTest()) {
            lineOf(test).ifPresent(line -> line.doing = test.getDisplayName());
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        if (isOuterClass(test)) {
            TestConsole.out()
                    .printf("SKIPPED           %s: %s%n", className(test).orElseThrow(), reason);
        } else {
            lineOf(test).ifPresent(line -> line.skipped.incrementAndGet());
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        lineOf(test).ifPresent(line -> {
            switch (result.getStatus()) {
                case FAILED -> line.failed.incrementAndGet();
                case ABORTED -> line.skipped.incrementAndGet();
                case SUCCESSFUL -> {
                    // Counted below.
                }
            }
            if (test.isTest()) {
                line.tests.incrementAndGet();
            }
        });
        if (isOuterClass(test)) {
            Line line = running.remove(test.getUniqueId());
            if (line != null) {
                line.took = line.sinceBegin();
                ended.add(line);
                tellEnd(line);
            }
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan finished) {
        over = true;
        List<Line> slowestFirst = new ArrayList<>(ended);
        slowestFirst.sort(comparingDouble(TestLines::seconds).reversed());
        if (slowestFirst.size() > SLOWEST) {
            TestConsole.out().printf("%nThe slowest of %d classes:%n", slowestFirst.size());
            slowestFirst.stream()
                    .limit(SLOWEST)
                    .forEach(line -> TestConsole.out().printf("%7.1f s  %s%n", seconds(line), line.name));
        }
        keep(slowestFirst);
    }

    private static void tellEnd(Line line) {
        String outcome = line.failed.get() > 0 ? "FAILED" : "passed";
        String skipped = line.skipped.get() > 0 ? ", %d skipped".formatted(line.skipped.get()) : "";
        TestConsole.out()
                .printf("%s %7.1f s  %s (%d%s)%n", outcome, seconds(line), line.name, line.tests.get(), skipped);
    }

    private void tellLongNowAndThen() {
        while (!over) {
            try {
                Thread.sleep(LONG);
                tellLong();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void tellLong() {
        String all = running.values().stream()
                .filter(line -> line.sinceBegin().compareTo(LONG) > 0)
                .sorted(comparing(Line::sinceBegin).reversed())
                .map(line -> "%s %d s (%d done, now %s)"
                        .formatted(simpleName(line.name), line.sinceBegin().toSeconds(), line.tests.get(), line.doing))
                .collect(Collectors.joining(", "));
        if (!all.isEmpty()) {
            TestConsole.out().println("... " + all);
        }
    }

    /** The fork of Maven's test plugin runs in the module's folder; elsewhere nothing is kept. */
    private static void keep(List<Line> lines) {
        Path target = Path.of("target");
        if (Files.isDirectory(target)) {
            try {
                // Two forks of one module, one after the other, write into one file; a build that begins anew cleans it
                // away.
                Files.writeString(
                        target.resolve("test-times.tsv"),
                        lines.stream()
                                .map(line -> "%.1f\t%d\t%s%n".formatted(seconds(line), line.tests.get(), line.name))
                                .collect(Collectors.joining()),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static double seconds(Line line) {
        return (line.took == null ? line.sinceBegin() : line.took).toMillis() / 1000.0;
    }

    private Optional<Line> lineOf(TestIdentifier test) {
        Optional<TestIdentifier> at = Optional.of(test);
        while (at.isPresent()) {
            Line line = running.get(at.get().getUniqueId());
            if (line != null) {
                return Optional.of(line);
            }
            at = plan == null ? Optional.empty() : plan.getParent(at.get());
        }
        return Optional.empty();
    }

    private boolean isOuterClass(TestIdentifier test) {
        return className(test).isPresent()
                && plan != null
                && plan.getParent(test).flatMap(TestLines::className).isEmpty();
    }

    private static Optional<String> className(TestIdentifier test) {
        return test.getSource()
                .filter(ClassSource.class::isInstance)
                .map(source -> ((ClassSource) source).getClassName());
    }

    private static String simpleName(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}

package io.backstitch.stack.junit;

import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What is told when a wait gives up. */
final class GivenUp {
    private static final int LONGEST_VALUE = 1500;
    private static final int LONGEST_LINE = 240;
    private static final int LINES_OF_EACH_LOG = 5;

    private GivenUp() {}

    /** @param others that wait now, by the threads that do */
    static String message(String description, Wait wait, Map<Thread, Wait> others) {
        List<String> lines = new ArrayList<>();
        lines.add(Shown.shortened(description, LONGEST_VALUE));
        lines.add("  %s waited %s for %s".formatted(test(Thread.currentThread()), seconds(wait.age()), wait.what()));
        lines.add("  it saw last, %s ago: %s".formatted(seconds(wait.sinceSeen()), value(wait.seen())));
        Throwable failure = wait.failure();
        if (failure != null) {
            lines.add("  its last exception: " + Shown.shortened(String.valueOf(failure), LONGEST_VALUE));
        }
        others.forEach((thread, other) -> lines.add("  %s waits for %s since %s; it saw last: %s"
                .formatted(
                        test(thread),
                        other.what(),
                        seconds(other.age()),
                        Shown.shortened(value(other.seen()), LONGEST_LINE))));
        lines.add("  " + load());
        ServerLogs.each().forEach(log -> {
            lines.add("  " + log.server());
            log.last(LINES_OF_EACH_LOG).forEach(line -> lines.add("    | " + Shown.shortened(line, LONGEST_LINE)));
        });
        ServerLogs.folders().map(Path::toString).forEach(folder -> lines.add("  whole logs: " + folder));
        return String.join("\n", lines);
    }

    /** The method of the test, where a thread's stack begins with one. */
    private static String test(Thread thread) {
        return Stream.of(thread.getStackTrace())
                .filter(frame -> simpleName(frame).endsWith("Test"))
                .reduce((inner, outer) -> outer)
                .map(frame ->
                        simpleName(frame) + "." + frame.getMethodName().replaceFirst("^lambda\\$(.*)\\$\\d+$", "$1"))
                .orElseGet(() -> "thread " + thread.getName());
    }

    private static String simpleName(StackTraceElement frame) {
        String name = frame.getClassName().split("\\$", 2)[0];
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static String value(Object seen) {
        String text = seen instanceof HttpResponse<?> answer
                ? answer.statusCode() + " " + answer.body()
                : seen instanceof Object[] array ? Arrays.toString(array) : String.valueOf(seen);
        return Shown.shortened(text, LONGEST_VALUE);
    }

    private static String load() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        Runtime memory = Runtime.getRuntime();
        return String.format(
                Locale.ROOT,
                "load %.1f on %d processors; heap of the tests %d of %d MB",
                system.getSystemLoadAverage(),
                system.getAvailableProcessors(),
                (memory.totalMemory() - memory.freeMemory()) >> 20,
                memory.maxMemory() >> 20);
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
}

package io.backstitch;

import io.backstitch.stack.junit.RunningStack;
import java.lang.StackWalker.StackFrame;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A database for each test class, in the PostgreSQL of the stack: what waits there is started by no application of another test, what is counted is the
 * class's own, and tables may be emptied, locked and changed. The tests of a class find what those before them left.
 */
public final class OwnDatabase {

    private static final Map<String, String> URLS = new ConcurrentHashMap<>();

    private OwnDatabase() {}

    /** Its JDBC URL; the same each time that a test class asks, by itself or by what it calls. Users are those of the stack's own. */
    public static String of(RunningStack stack) {
        return URLS.computeIfAbsent(stack.jdbcUrl() + " " + testClass(), asked -> stack.newDatabase());
    }

    private static String testClass() {
        return StackWalker.getInstance()
                .walk(frames -> frames.map(StackFrame::getClassName)
                        .map(name -> name.replaceFirst("\\$.*", ""))
                        .filter(name -> name.matches(".*(Test|Benchmark)"))
                        .findFirst())
                .orElseThrow(() -> new IllegalStateException("asked for by no test class"));
    }
}

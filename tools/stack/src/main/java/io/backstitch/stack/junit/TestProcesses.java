package io.backstitch.stack.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Processes that a test starts beside the stack, as a second instance of the application: none outlives the tests' JVM, unless that is killed. */
public final class TestProcesses {
    private static final Set<Process> STARTED = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> STARTED.forEach(Process::destroyForcibly), "processes-end"));
    }

    private TestProcesses() {}

    /**
     * Starts one; who starts it also ends it.
     *
     * @throws UncheckedIOException when it cannot be started
     */
    public static Process start(ProcessBuilder builder) {
        try {
            Process process = builder.start();
            STARTED.add(process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

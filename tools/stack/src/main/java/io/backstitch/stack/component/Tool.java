package io.backstitch.stack.component;

import io.backstitch.stack.StackFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Runs a program that does one thing and ends. */
final class Tool {
    private static final int LINES_SHOWN = 15;

    private Tool() {}

    /** Waits for its end; anything but success is a failure that shows the last lines it printed. */
    static void run(String failure, List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        List<String> output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        int exit = waitFor(process);
        if (exit != 0) {
            throw new StackFailure(
                    failure + ": " + command.getFirst() + " ended with " + exit + ".",
                    "Its last lines tell more.",
                    output.subList(Math.max(0, output.size() - LINES_SHOWN), output.size()),
                    null);
        }
    }

    private static int waitFor(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}

package io.backstitch.endtoend;

import io.backstitch.stack.FreePorts;
import io.backstitch.stack.junit.RunningStack;
import io.backstitch.stack.junit.ServerLogs;
import io.backstitch.stack.junit.TestProcesses;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** One more instance of the application, as a process of its own, that dies at the point that it is told. */
final class Victim implements AutoCloseable {

    /** How a failpoint ends its process. */
    private static final int KILLED = 137;

    private final String crashAt;
    private final int port;
    private final Path log;
    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();

    private Victim(String crashAt, int port, Path log, Process process) {
        this.crashAt = crashAt;
        this.port = port;
        this.log = log;
        this.process = process;
    }

    /** Starts it; it works as soon as it is ready, and dies at {@code crashAt}. */
    static Victim start(RunningStack stack, String crashAt) {
        int port = FreePorts.take();
        Path log = ServerLogs.newLog("victim");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPathWithoutTests(),
                "io.backstitch.workers.Application");
        builder.environment().putAll(stack.applicationEnvironment());
        builder.environment().put("SERVER_PORT", "0");
        builder.environment().put("MANAGEMENT_SERVER_PORT", String.valueOf(port));
        // As the stack's own has it: times that one takes at its door another one must believe.
        builder.environment().put("BACKSTITCH_DEADLINES_REQUESTERMAYSET", "true");
        builder.environment().put("BACKSTITCH_DEADLINES_SHORTEST", "1s");
        builder.environment().put("BACKSTITCH_CRASH_AT", crashAt);
        // Several at once must find room in the database.
        builder.environment().put("SPRING_DATASOURCE_HIKARI_MAXIMUMPOOLSIZE", "4");
        builder.environment().put("BACKSTITCH_LANES_SYSTEM_CONNECTIONS", "4");
        builder.environment().put("BACKSTITCH_LANES_AUTOMATION_CONNECTIONS", "4");
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        return new Victim(crashAt, port, log, TestProcesses.start(builder));
    }

    /** Whether it takes jobs, or has died of one already. */
    boolean isReady() {
        if (isDead()) {
            return true;
        }
        try {
            URI readiness = URI.create("http://localhost:%d/actuator/health/readiness".formatted(port));
            return http.send(HttpRequest.newBuilder(readiness).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Whether it has died as it was told; IllegalStateException when it ended otherwise: that would prove nothing. */
    boolean isDead() {
        if (process.isAlive()) {
            return false;
        }
        if (process.exitValue() != KILLED) {
            throw new IllegalStateException(
                    "The victim of %s ended by itself with %d, log %s".formatted(crashAt, process.exitValue(), log));
        }
        return true;
    }

    @Override
    public String toString() {
        return crashAt + (process.isAlive() ? " (alive)" : " (dead)") + ", log " + log;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static String classPathWithoutTests() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}

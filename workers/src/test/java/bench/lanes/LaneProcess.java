package bench.lanes;

import static org.awaitility.Awaitility.await;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.Patience;
import io.backstitch.stack.junit.RunningStack;
import io.backstitch.stack.junit.TestProcesses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One process that runs some lanes. */
final class LaneProcess implements AutoCloseable {

    private final Process process;
    private final Path log;

    private LaneProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts it, and waits until it takes jobs.
     *
     * @param nice how far it stands back where processors are short, as {@code nice} has it; 0: not at all
     */
    static LaneProcess start(RunningStack stack, int nice, List<String> settings) {
        try {
            int port = freePort();
            Path log = Files.createTempFile("lane", ".log");
            List<String> command = new ArrayList<>();
            if (nice > 0) {
                command.addAll(List.of("nice", "-n", String.valueOf(nice)));
            }
            command.addAll(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx384m",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    LanesApplication.class.getName(),
                    "--server.port=0",
                    "--management.server.port=" + port,
                    "--spring.datasource.url=" + stack.jdbcUrl(),
                    "--spring.datasource.username=" + stack.jdbcUser(),
                    "--spring.datasource.password=" + stack.jdbcPassword(),
                    "--spring.security.oauth2.resourceserver.jwt.issuer-uri=http://localhost:1/realms/none",
                    "--camunda.client.grpc-address=" + stack.url(Part.ZEEBE),
                    "--spring.kafka.bootstrap-servers=" + stack.url(Part.KAFKA),
                    "--backstitch.records.keys="
                            + stack.applicationEnvironment().get("BACKSTITCH_RECORDS_KEYS"),
                    "--backstitch.kafka.triggers.topics=" + Bursts.TOPIC,
                    "--backstitch.payments.url=http://localhost:1",
                    "--backstitch.objects.url=http://localhost:1",
                    "--backstitch.keycloak.url=http://localhost:1",
                    "--backstitch.keycloak.realm=none",
                    "--backstitch.keycloak.client-id=none",
                    "--backstitch.keycloak.client-secret=none",
                    "--logging.level.io.backstitch=ERROR"));
            command.addAll(settings);
            LaneProcess started = new LaneProcess(
                    TestProcesses.start(new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())),
                    log);
            await("the process, log " + log).atMost(Patience.OF_STARTS).until(() -> started.isAlive(port));
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isAlive(int port) {
        if (!process.isAlive()) {
            throw new IllegalStateException("The process has ended by itself");
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI liveness = URI.create("http://localhost:%d/actuator/health/liveness".formatted(port));
            return http.send(HttpRequest.newBuilder(liveness).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "process %d, log %s".formatted(process.pid(), log);
    }

    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

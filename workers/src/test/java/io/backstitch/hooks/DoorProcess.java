package io.backstitch.hooks;

import static org.awaitility.Awaitility.await;

import io.backstitch.stack.FreePorts;
import io.backstitch.stack.junit.Patience;
import io.backstitch.stack.junit.RunningStack;
import io.backstitch.stack.junit.ServerLogs;
import io.backstitch.stack.junit.TestProcesses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The door of the webhooks as a process of its own: it is killed, and comes back at the same address. */
final class DoorProcess implements AutoCloseable {

    private final List<String> command;
    private final int port;
    private final Path log;
    private Process process;

    DoorProcess(RunningStack stack, Map<String, String> more) {
        port = FreePorts.take();
        log = ServerLogs.newLog("door");
        Map<String, String> settings = new HashMap<>(more);
        settings.put("server.port", String.valueOf(port));
        command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                EventsOnDatabase.class.getName()));
        command.addAll(List.of(EventsOnDatabase.arguments(stack, settings)));
        process = launch();
    }

    URI address() {
        return URI.create("http://localhost:" + port);
    }

    /** As {@code kill -9} does; returns when it answers again. */
    void killAndStart() {
        process.destroyForcibly().onExit().join();
        process = launch();
    }

    private Process launch() {
        Process launched = TestProcesses.start(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())));
        awaitThere();
        return launched;
    }

    /** Returns when it listens. */
    void awaitThere() {
        await("the door").atMost(Patience.OF_STARTS).until(this::listens);
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

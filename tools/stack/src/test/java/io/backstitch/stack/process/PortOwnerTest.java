package io.backstitch.stack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortOwnerTest {

    private static final int LOOKS = 50;

    @Test
    void namesAProcessThatOpensAndClosesFilesMeanwhile(@TempDir Path folder) throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        AtomicBoolean over = new AtomicBoolean();
        Thread busy = Thread.ofPlatform().start(() -> openAndClose(file, over));
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (int look = 1; look <= LOOKS; look++) {
                assertThat(PortOwner.find(socket.getLocalPort()))
                        .as("look %d", look)
                        .contains(ProcessHandle.current());
            }
        } finally {
            over.set(true);
            busy.join();
        }
    }

    private static void openAndClose(Path file, AtomicBoolean over) {
        while (!over.get()) {
            try (InputStream one = Files.newInputStream(file);
                    InputStream other = Files.newInputStream(file)) {
                assertThat(one).isNotSameAs(other);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}

package io.backstitch.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.stack.process.JavaProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FreePortsTest {
    /** More than one block has. */
    private static final int MANY = 70;

    @Test
    void noNumberIsGivenTwice() throws ExecutionException, InterruptedException {
        List<Integer> ports = new ArrayList<>();
        try (ExecutorService takers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> taken = IntStream.range(0, MANY)
                    .mapToObj(taker -> takers.submit(FreePorts::take))
                    .toList();
            for (Future<Integer> port : taken) {
                ports.add(port.get());
            }
        }

        assertThat(ports).doesNotHaveDuplicates();
    }

    @Test
    void noneIsOfThoseThatTheSystemGivesToClients() throws IOException {
        try (ServerSocket systems = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(FreePorts.take()).isLessThan(systems.getLocalPort());
        }
    }

    @Test
    void oneOnWhichSomebodyListensIsLeftOut() throws IOException {
        try (ServerSocket stranger = listenBehindTheLast()) {
            assertThat(takeMany()).doesNotContain(stranger.getLocalPort());
        }
    }

    /** Where the next would be; further on, if somebody listens there already. */
    private static ServerSocket listenBehindTheLast() {
        while (true) {
            try {
                return new ServerSocket(FreePorts.take() + 1, 1, InetAddress.getLoopbackAddress());
            } catch (IOException taken) {
                // The next number, then.
            }
        }
    }

    @Test
    void anotherJvmGetsOthers() throws Exception {
        List<Integer> mine = takeMany();
        Process other = new ProcessBuilder(JavaProgram.withHeap("64m")
                        .classpath(System.getProperty("java.class.path"))
                        .runs(Taker.class.getName())
                        .command())
                .start();

        List<Integer> theirs = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .map(Integer::valueOf)
                .toList();

        assertThat(other.waitFor()).isZero();
        assertThat(theirs).hasSize(MANY).doesNotContainAnyElementsOf(mine);
    }

    private static List<Integer> takeMany() {
        return IntStream.range(0, MANY).mapToObj(it -> FreePorts.take()).toList();
    }

    /** In a JVM of its own. */
    static final class Taker {
        private Taker() {}

        public static void main(String... args) {
            takeMany().forEach(System.out::println);
        }
    }
}

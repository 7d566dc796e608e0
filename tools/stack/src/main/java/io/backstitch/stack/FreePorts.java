package io.backstitch.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Ports for servers that tests start. A number that was given is this JVM's until it ends: no other caller gets it, here or in another JVM, and the
 * system gives it to no client. So a server may be started on it later, be killed, and come back.
 *
 * <ol>
 *   <li>Numbers are taken from blocks below those from which the system serves clients: there a port is taken by whoever opens a connection just
 *       then, and a client that calls a server that is away can even reach itself.
 *   <li>A block belongs to the JVM that listens on its first number, and does so until it ends, however it ends.
 *   <li>A number on which somebody listens who knows nothing of this is left out, as are the documented ports of a stack.
 * </ol>
 *
 * <p>Not promised: that a program that knows nothing of this never takes one later.
 */
public final class FreePorts {
    private static final int FIRST = 15_000;
    private static final int BLOCK = 50;
    private static final Path SYSTEMS = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
    /** Where the system's own numbers begin on Linux; elsewhere they begin later. */
    private static final int USUAL_END = 32_768;

    private static final Set<Integer> DOCUMENTED =
            Arrays.stream(Port.values()).map(Port::standard).collect(Collectors.toSet());

    /** Held open: what makes a block ours. Guarded by the class, as are the next two. */
    private static final List<ServerSocket> GUARDS = new ArrayList<>();

    private static int next;
    private static int end;

    private FreePorts() {}

    /**
     * One that nobody else gets.
     *
     * @throws IllegalStateException when all are taken
     */
    public static synchronized int take() {
        while (true) {
            if (next == end) {
                takeBlock();
            }
            int port = next++;
            if (!DOCUMENTED.contains(port) && isFree(port)) {
                return port;
            }
        }
    }

    /** From a place of this JVM's own on, so that several rarely ask for the same. */
    private static void takeBlock() {
        int blocks = (end() - FIRST) / BLOCK;
        long from = ProcessHandle.current().pid() * 7 + GUARDS.size();
        for (int i = 0; i < blocks; i++) {
            int block = FIRST + Math.floorMod(from + i, blocks) * BLOCK;
            if (isGuardedNow(block)) {
                next = block + 1;
                end = block + BLOCK;
                return;
            }
        }
        throw new IllegalStateException("all ports from " + FIRST + " to " + end() + " are taken");
    }

    private static boolean isGuardedNow(int port) {
        try {
            GUARDS.add(listen(port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = listen(port)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private static ServerSocket listen(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static int end() {
        try {
            int systems = Integer.parseInt(Files.readString(SYSTEMS).strip().split("\\s+", 2)[0]);
            // Where all numbers are the system's there is nothing better than these.
            return systems < FIRST + 10 * BLOCK ? USUAL_END : Math.min(systems, USUAL_END);
        } catch (IOException notLinux) {
            return USUAL_END;
        }
    }
}

package io.backstitch.stack.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Whether somebody listens on a port of this machine, and who, as far as the system tells. */
public final class PortOwner {
    private static final String LISTENING = "0A";

    private PortOwner() {}

    /** True if nobody answers there and we could listen there. */
    public static boolean isFree(int port) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (Socket somebody = new Socket()) {
            somebody.connect(new InetSocketAddress(loopback, port), 500);
            return false;
        } catch (IOException nobody) {
            return canBind(loopback, port);
        }
    }

    private static boolean canBind(InetAddress address, int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, address)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    /** The process that listens there; empty if the system does not say, as for a process of another user. */
    public static Optional<ProcessHandle> find(int port) {
        try {
            OptionalLong pid = Files.exists(Path.of("/proc/net/tcp")) ? fromProc(port) : fromLsof(port);
            return pid.isPresent() ? ProcessHandle.of(pid.getAsLong()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static OptionalLong fromProc(int port) throws IOException {
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            Optional<String> socket = socketIn(Path.of(table), port);
            if (socket.isPresent()) {
                return holderOf("socket:[" + socket.get() + "]");
            }
        }
        return OptionalLong.empty();
    }

    private static Optional<String> socketIn(Path table, int port) throws IOException {
        String localPort = ":%04X".formatted(port);
        try (Stream<String> lines = Files.lines(table)) {
            return lines.map(l -> l.strip().split("\\s+"))
                    .filter(f -> f.length > 9 && f[1].endsWith(localPort) && f[3].equals(LISTENING))
                    .map(f -> f[9])
                    .findFirst();
        }
    }

    private static OptionalLong holderOf(String socket) throws IOException {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process, socket)) {
                    return OptionalLong.of(Long.parseLong(String.valueOf(process.getFileName())));
                }
            }
        }
        return OptionalLong.empty();
    }

    private static boolean holds(Path process, String socket) {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : open) {
                if (leadsTo(socket, descriptor)) {
                    return true;
                }
            }
            return false;
        } catch (IOException | DirectoryIteratorException notOursOrGone) {
            return false;
        }
    }

    /** A process goes on while it is looked at: what it has closed meanwhile says nothing about the others. */
    private static boolean leadsTo(String socket, Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().equals(socket);
        } catch (IOException closed) {
            return false;
        }
    }

    private static OptionalLong fromLsof(int port) throws IOException {
        Process lsof = new ProcessBuilder("lsof", "-nP", "-t", "-iTCP:" + port, "-sTCP:LISTEN").start();
        String first = new String(lsof.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .orElse("");
        return first.isBlank() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(first.strip()));
    }
}

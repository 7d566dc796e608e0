package io.backstitch.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Which port number each {@link Port} has in one stack. */
public record Ports(Map<Port, Integer> numbers) {

    public Ports {
        Map<Integer, Port> seen = new java.util.HashMap<>();
        for (Port port : Port.values()) {
            Integer number = numbers.get(port);
            if (number == null) {
                throw new IllegalArgumentException("no number for " + port.key());
            }
            Port other = seen.put(number, port);
            if (other != null) {
                throw new StackFailure(
                        port.key() + " and " + other.key() + " are both " + number + ".", "Give each its own port.");
            }
        }
        numbers = Map.copyOf(numbers);
    }

    public int of(Port port) {
        return java.util.Objects.requireNonNull(numbers.get(port));
    }

    /** The documented ports. */
    public static Ports standard() {
        Map<Port, Integer> numbers = new EnumMap<>(Port.class);
        for (Port port : Port.values()) {
            numbers.put(port, port.standard());
        }
        return new Ports(numbers);
    }

    /**
     * Ports that nobody listens on now. Somebody else may take one before it is used: a stack for tests accepts that, a stack
     * for people has fixed ports.
     */
    public static Ports free() {
        List<ServerSocket> held = new ArrayList<>();
        try {
            Map<Port, Integer> numbers = new EnumMap<>(Port.class);
            for (Port port : Port.values()) {
                ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                held.add(socket);
                numbers.put(port, socket.getLocalPort());
            }
            for (ServerSocket socket : held) {
                socket.close();
            }
            return new Ports(numbers);
        } catch (IOException e) {
            throw new UncheckedIOException("no free ports", e);
        }
    }
}

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
        return free(1).getFirst();
    }

    /** As {@link #free()} for several stacks that do not get in each other's way. */
    public static List<Ports> free(int stacks) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            List<Ports> all = new ArrayList<>();
            for (int stack = 0; stack < stacks; stack++) {
                all.add(hold(held));
            }
            for (ServerSocket socket : held) {
                socket.close();
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException("no free ports", e);
        }
    }

    private static Ports hold(List<ServerSocket> held) throws IOException {
        Map<Port, Integer> numbers = new EnumMap<>(Port.class);
        for (Port port : Port.values()) {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            held.add(socket);
            numbers.put(port, socket.getLocalPort());
        }
        return new Ports(numbers);
    }
}

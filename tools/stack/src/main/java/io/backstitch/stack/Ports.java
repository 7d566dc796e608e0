package io.backstitch.stack;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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

    /** Ports that nobody else gets, as {@link FreePorts} promises it. */
    public static Ports free() {
        Map<Port, Integer> numbers = new EnumMap<>(Port.class);
        for (Port port : Port.values()) {
            numbers.put(port, FreePorts.take());
        }
        return new Ports(numbers);
    }

    /** As {@link #free()} for several stacks. */
    public static List<Ports> free(int stacks) {
        return Stream.generate(Ports::free).limit(stacks).toList();
    }
}

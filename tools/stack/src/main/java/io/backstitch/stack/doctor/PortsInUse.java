package io.backstitch.stack.doctor;

import io.backstitch.stack.Part;
import io.backstitch.stack.Port;
import io.backstitch.stack.PortSettings;
import io.backstitch.stack.Ports;
import io.backstitch.stack.lifecycle.Stack;
import io.backstitch.stack.process.PortOwner;
import io.backstitch.stack.process.Run;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether every part has its ports, or can have them. */
final class PortsInUse {
    private final Ports ports;
    private final Stack stack;

    PortsInUse(Ports ports, Stack stack) {
        this.ports = ports;
        this.stack = stack;
    }

    List<Finding> findings() {
        List<Finding> bad =
                Stream.of(Port.values()).flatMap(p -> problem(p).stream()).toList();
        return bad.isEmpty() ? List.of(Finding.fine("ports", "All are free or ours.")) : bad;
    }

    private Optional<Finding> problem(Port port) {
        Optional<Run> run = stack.aliveRun(port.part());
        return run.isPresent() ? moved(port, run.get()) : taken(port);
    }

    private Optional<Finding> moved(Port port, Run run) {
        int wanted = ports.of(port);
        int actual = run.ports().getOrDefault(port, wanted);
        return actual == wanted
                ? Optional.empty()
                : Optional.of(Finding.broken(
                        "ports",
                        port.part().label() + " runs with " + port.key() + "=" + actual + ", but " + wanted
                                + " is configured.",
                        "Run ./backstitch down first; the next up takes the new port."));
    }

    private Optional<Finding> taken(Port port) {
        int number = ports.of(port);
        if (PortOwner.isFree(number)) {
            return Optional.empty();
        }
        return Optional.of(Finding.broken(
                "ports",
                "Port " + number + ", which " + part(port) + " needs, is taken by "
                        + PortOwner.find(number)
                                .map(PortsInUse::describe)
                                .orElse("a process that the system does not name")
                        + ".",
                "End it, or choose another port: " + port.key() + " in " + PortSettings.FILE + ", or " + port.variable()
                        + "."));
    }

    private static String part(Port port) {
        Part part = port.part();
        return part.label();
    }

    private static String describe(ProcessHandle process) {
        return "process " + process.pid()
                + process.info().command().map(c -> " (" + c + ")").orElse("");
    }
}

package io.backstitch.stack.process;

import io.backstitch.stack.Part;
import io.backstitch.stack.Port;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One run of a part: which process it is and where it listens. A process is known by its id <em>and</em> the instant at which it
 * started, so that a stranger that was given the same id later is never taken for it, let alone killed.
 *
 * @param features what this run was started with that a later request may miss, for instance the exporter of the engine
 */
public record Run(
        Part part, long pid, Instant started, Map<Port, Integer> ports, String version, List<String> features) {

    /** The system tells the start as an offset to a boot time that shifts a little when its clock is corrected. */
    private static final Duration SAME_START = Duration.ofSeconds(2);

    public Run {
        ports = Map.copyOf(ports);
        features = List.copyOf(features);
    }

    /** The run of a process that was started just now. */
    public static Run of(
            Part part, ProcessHandle process, Map<Port, Integer> ports, String version, List<String> features) {
        Instant started = process.info().startInstant().orElseGet(Instant::now);
        return new Run(part, process.pid(), started, ports, version, features);
    }

    /** The process, if it is alive and still the same one. */
    public Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid).filter(this::isSame).filter(Run::isAlive);
    }

    /** Whether nothing is left of the process. Until its parent has missed it, others may still take its id for one that lives. */
    public boolean isForgotten() {
        return ProcessHandle.of(pid).filter(this::isSame).isEmpty();
    }

    private boolean isSame(ProcessHandle process) {
        return process.info()
                .startInstant()
                .map(s -> Duration.between(started, s).abs().compareTo(SAME_START) <= 0)
                .orElse(false);
    }

    /** A process that has ended but was not yet missed by its parent counts as dead; it has no command any more. */
    public static boolean isAlive(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }
}

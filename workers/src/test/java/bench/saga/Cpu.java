package bench.saga;

import java.time.Duration;

/** The processor time of this process and of all that it has started: workers, broker, database. */
final class Cpu {

    private Cpu() {}

    static double secondsOfAll() {
        ProcessHandle self = ProcessHandle.current();
        double own = seconds(self);
        return own + self.descendants().mapToDouble(Cpu::seconds).sum() + detached();
    }

    private static double seconds(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }

    /** The stack's processes are not our children: those of the same user that run Zeebe or PostgreSQL. */
    private static double detached() {
        long self = ProcessHandle.current().pid();
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != self)
                .filter(process -> ProcessHandle.current().descendants().noneMatch(process::equals))
                .filter(process -> process.info()
                        .commandLine()
                        .or(() -> process.info().command())
                        .filter(line -> line.contains("postgres")
                                || line.contains("StandaloneBroker")
                                || line.contains("zeebe"))
                        .isPresent())
                .mapToDouble(Cpu::seconds)
                .sum();
    }
}

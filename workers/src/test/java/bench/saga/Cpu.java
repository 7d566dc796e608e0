package bench.saga;

import java.time.Duration;
import java.util.stream.Stream;

/**
 * The processor time in seconds, since their start, of the workers (this process), the broker, and the database with all its
 * processes.
 */
record Cpu(double workers, double broker, double database) {

    static Cpu now() {
        return new Cpu(seconds(ProcessHandle.current()), ofProcesses("StandaloneBroker"), ofProcesses("postgres"));
    }

    Cpu since(Cpu begin) {
        return new Cpu(workers - begin.workers, broker - begin.broker, database - begin.database);
    }

    Cpu perThousand(long runs) {
        double thousands = Math.max(1, runs) / 1000.0;
        return new Cpu(workers / thousands, broker / thousands, database / thousands);
    }

    double all() {
        return workers + broker + database;
    }

    @Override
    public String toString() {
        return "%.1f CPU s per 1,000 runs (workers %.1f, broker %.1f, database %.1f)"
                .formatted(all(), workers, broker, database);
    }

    private static double ofProcesses(String name) {
        return others().filter(process -> process.info()
                        .commandLine()
                        .or(() -> process.info().command())
                        .filter(line -> line.contains(name))
                        .isPresent())
                .mapToDouble(Cpu::seconds)
                .sum();
    }

    private static Stream<ProcessHandle> others() {
        return ProcessHandle.allProcesses().filter(process -> !process.equals(ProcessHandle.current()));
    }

    private static double seconds(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }
}

package io.backstitch.stack.process;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The memory of this machine. */
public final class Memory {
    private Memory() {}

    /** What is available, in bytes. Linux counts what caches would give back as available; elsewhere what is there in all must do. */
    public static long available() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/meminfo"))) {
            Optional<String> available =
                    lines.filter(l -> l.startsWith("MemAvailable:")).findFirst();
            if (available.isPresent()) {
                return Long.parseLong(available.get().replaceAll("\\D", "")) * 1024;
            }
        } catch (IOException notLinux) {
            // asked below
        }
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
    }
}

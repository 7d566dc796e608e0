package io.backstitch.stack.component;

import io.backstitch.stack.StackFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Which of the packed PostgreSQL binaries fits this machine. */
final class PostgresPlatform {
    private PostgresPlatform() {}

    static String current() {
        boolean alpine = Files.exists(Path.of("/etc/alpine-release"));
        return of(System.getProperty("os.name"), System.getProperty("os.arch")) + (alpine ? "-alpine" : "");
    }

    static String of(String system, String processor) {
        return systemName(system) + "-" + processorName(processor);
    }

    private static String systemName(String system) {
        String lower = system.toLowerCase(Locale.ROOT);
        if (lower.startsWith("linux")) {
            return "linux";
        }
        if (lower.startsWith("mac")) {
            return "darwin";
        }
        throw new StackFailure(
                "There is no embedded stack for " + system + ".", "Use Linux or macOS; on Windows use WSL 2.");
    }

    private static String processorName(String processor) {
        return switch (processor) {
            case "amd64", "x86_64" -> "amd64";
            case "aarch64", "arm64" -> "arm64v8";
            default ->
                throw new StackFailure(
                        "There is no PostgreSQL in Maven Central for the processor " + processor + ".",
                        "Use a machine with an x86-64 or ARM64 processor.");
        };
    }
}

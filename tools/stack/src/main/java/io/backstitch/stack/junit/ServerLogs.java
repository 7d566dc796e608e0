package io.backstitch.stack.junit;

import io.backstitch.stack.Part;
import io.backstitch.stack.StackFolders;
import io.backstitch.stack.process.LogTail;
import io.backstitch.stack.process.Run;
import io.backstitch.stack.process.Runs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The logs of all servers that tests of this JVM have started: of every stack that is open, and of servers beside them that ask here where to write.
 * They stay until the next test run.
 */
public final class ServerLogs {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private ServerLogs() {}

    /**
     * A log that nobody else has, for a server that is no part of a stack.
     *
     * @param server names it; letters, digits and dashes
     */
    public static Path newLog(String server) {
        try {
            Path folder = Files.createDirectories(TestFolders.logsOfOthers());
            return folder.resolve("%s-%d.log".formatted(server, NUMBERS.incrementAndGet()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * One server and its log.
     *
     * @param server its name, and whether it runs
     */
    record Log(String server, Path file) {
        List<String> last(int lines) {
            return LogTail.of(file, lines);
        }
    }

    /** Where the logs are. */
    static Stream<Path> folders() {
        return Stream.concat(
                        TestFolders.ofOpenStacks().stream().map(StackFolders::logs),
                        Stream.of(TestFolders.logsOfOthers()))
                .filter(Files::isDirectory);
    }

    /** Every part that was started and, beside the stacks, the logs of others. */
    static List<Log> each() {
        return Stream.concat(
                        TestFolders.ofOpenStacks().stream().flatMap(ServerLogs::ofParts),
                        files(TestFolders.logsOfOthers())
                                .map(file -> new Log(String.valueOf(file.getFileName()), file)))
                .toList();
    }

    private static Stream<Log> ofParts(StackFolders folders) {
        return Stream.of(Part.values())
                .filter(part -> Files.exists(folders.log(part)))
                .map(part -> new Log(
                        "%s of stack %s %s"
                                .formatted(
                                        part.label(),
                                        folders.state().getFileName(),
                                        run(folders, part).isPresent() ? "runs" : "does not run"),
                        folders.log(part)));
    }

    /** The processes of this part that run now. */
    static Stream<ProcessHandle> processes(Part part) {
        return TestFolders.ofOpenStacks().stream().flatMap(folders -> run(folders, part).stream());
    }

    private static Optional<ProcessHandle> run(StackFolders folders, Part part) {
        return new Runs(folders.runs()).alive(part).flatMap(Run::process);
    }

    /** Copies all of them, each folder of logs into one of its own. */
    static void copyTo(Path target) throws IOException {
        for (Path folder : folders().toList()) {
            Path copy = Files.createDirectories(target.resolve(
                    String.valueOf(Objects.requireNonNull(folder.getParent()).getFileName())));
            for (Path file : files(folder).toList()) {
                Files.copy(file, copy.resolve(String.valueOf(file.getFileName())));
            }
        }
    }

    private static Stream<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

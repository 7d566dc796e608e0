package io.backstitch.stack.junit;

import io.backstitch.stack.Part;
import io.backstitch.stack.StackFolders;
import io.backstitch.stack.artifact.Trees;
import io.backstitch.stack.process.Run;
import io.backstitch.stack.process.Runs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A state folder for a stack of this test JVM, in {@code target/stack}, named after the JVM. What a JVM that was killed has left
 * behind, processes and folders, is cleared away by the next one.
 */
final class TestFolders {
    private static final AtomicInteger OPENED = new AtomicInteger();

    /** Of the stacks whose data is not deleted yet. */
    private static final List<StackFolders> OPEN = new CopyOnWriteArrayList<>();

    private TestFolders() {}

    static synchronized StackFolders open() {
        Path here = Path.of("").toAbsolutePath();
        StackFolders mine = StackFolders.of(StackFolders.findRoot(here))
                .withState(ofThisJvm(String.valueOf(OPENED.incrementAndGet())));
        OPEN.add(mine);
        return mine;
    }

    /** The stacks of this JVM, in the order in which they were opened. */
    static List<StackFolders> ofOpenStacks() {
        return List.copyOf(OPEN);
    }

    /** For what is beside the stacks: logs of other servers. */
    static synchronized Path logsOfOthers() {
        return ofThisJvm("others").resolve("logs");
    }

    private static Path ofThisJvm(String name) {
        Path all = Path.of("").toAbsolutePath().resolve("target/stack");
        try {
            Files.createDirectories(all);
            for (Path old : list(all)) {
                if (!ownerIsAlive(old)) {
                    clear(old);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.resolve(name(ProcessHandle.current()) + "-" + name);
    }

    /** Logs stay until the next test run. */
    static void deleteData(StackFolders folders) {
        OPEN.remove(folders);
        try {
            Trees.delete(folders.state().resolve("data"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Process id and start: an id alone may be another's tomorrow. */
    private static String name(ProcessHandle process) {
        return process.pid() + "-"
                + process.info().startInstant().map(Instant::getEpochSecond).orElse(0L);
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.toList();
        }
    }

    private static boolean ownerIsAlive(Path state) {
        String folder = String.valueOf(state.getFileName());
        long pid = Long.parseLong(folder.split("-", 2)[0]);
        return ProcessHandle.of(pid)
                .filter(process -> folder.startsWith(name(process) + "-"))
                .isPresent();
    }

    private static void clear(Path state) throws IOException {
        Runs runs = new Runs(state.resolve("run"));
        for (Part part : Part.values()) {
            runs.alive(part).flatMap(Run::process).ifPresent(ProcessHandle::destroyForcibly);
        }
        Trees.delete(state);
    }
}

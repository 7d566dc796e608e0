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
import java.util.List;
import java.util.stream.Stream;

/**
 * A state folder for the stack of this test JVM: {@code target/stack/<process id>}. What a JVM that was killed has left behind,
 * processes and folders, is cleared away by the next one.
 */
final class TestFolders {
    private TestFolders() {}

    static StackFolders open() {
        Path here = Path.of("").toAbsolutePath();
        Path all = here.resolve("target/stack");
        try {
            Files.createDirectories(all);
            for (Path old : list(all)) {
                if (!ownerIsAlive(old)) {
                    clear(old);
                }
            }
            String mine = String.valueOf(ProcessHandle.current().pid());
            return StackFolders.of(StackFolders.findRoot(here)).withState(all.resolve(mine));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.toList();
        }
    }

    private static boolean ownerIsAlive(Path state) {
        long owner = Long.parseLong(String.valueOf(state.getFileName()));
        boolean me = owner == ProcessHandle.current().pid();
        return !me && ProcessHandle.of(owner).filter(ProcessHandle::isAlive).isPresent();
    }

    private static void clear(Path state) throws IOException {
        Runs runs = new Runs(state.resolve("run"));
        for (Part part : Part.values()) {
            runs.alive(part).flatMap(Run::process).ifPresent(ProcessHandle::destroyForcibly);
        }
        Trees.delete(state);
    }
}

package io.backstitch.stack.artifact;

import io.backstitch.stack.StackFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Distributions, each unpacked once into a folder named after it. A folder is there completely or not at all, whatever dies
 * while it is made; several threads and several processes may ask for the same one at the same time.
 */
public final class Distributions {
    /** A file lock keeps other processes out, this one other threads: a second file lock in one process is an error. */
    private static final Map<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();

    /** Makes the content of a distribution. */
    @FunctionalInterface
    public interface Content {
        void fill(Path emptyFolder) throws IOException;
    }

    private final Path folder;

    public Distributions(Path folder) {
        this.folder = folder;
    }

    /** The folder of that name, made first if it is not there. */
    public Path get(String name, Content content) {
        Path target = folder.resolve(name);
        if (Files.isDirectory(target)) {
            return target;
        }
        ReentrantLock lock = LOCKS.computeIfAbsent(target.toAbsolutePath(), t -> new ReentrantLock());
        lock.lock();
        try {
            return make(name, target, content);
        } catch (IOException e) {
            throw new StackFailure("Could not unpack " + name + ": " + e.getMessage() + ".", advice(), e);
        } finally {
            lock.unlock();
        }
    }

    private Path make(String name, Path target, Content content) throws IOException {
        Files.createDirectories(folder);
        Path lockFile = folder.resolve(name + ".lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            if (held.isValid() && !Files.isDirectory(target)) {
                Path draft = folder.resolve(name + ".draft");
                Trees.delete(draft);
                Files.createDirectories(draft);
                content.fill(draft);
                Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
            }
            return target;
        }
    }

    private String advice() {
        try {
            FileStore store = Files.getFileStore(folder);
            return "There are " + store.getUsableSpace() / 1_000_000 + " MB free where " + folder
                    + " is; make room if that is less than 2000 and try again.";
        } catch (IOException e) {
            return "Check that " + folder + " can be written.";
        }
    }
}

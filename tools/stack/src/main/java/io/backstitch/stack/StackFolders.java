package io.backstitch.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a stack lives. {@code state} belongs to this stack alone: data, logs and what runs. {@code dist} holds what was
 * unpacked and is shared by all stacks of a user, whichever working copy they are of; nothing is written there after it has been unpacked.
 *
 * @param root the working copy, the folder of the script {@code backstitch}
 */
public record StackFolders(Path root, Path dist, Path state) {

    /** The stack of people: everything in {@code .backstitch}, but for the distributions. */
    public static StackFolders of(Path root) {
        return new StackFolders(root, userCache().resolve("backstitch"), root.resolve(".backstitch"));
    }

    /** Where the user keeps what can be had again, by the convention of Linux desktops: {@code XDG_CACHE_HOME}, or {@code ~/.cache}. */
    private static Path userCache() {
        String configured = System.getenv("XDG_CACHE_HOME");
        return configured == null || configured.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(configured);
    }

    /** The stack of a test: its own state, the distributions of the user. */
    public StackFolders withState(Path newState) {
        return new StackFolders(root, dist, newState);
    }

    public Path data(Part part) {
        return state.resolve("data").resolve(part.label());
    }

    public Path logs() {
        return state.resolve("logs");
    }

    public Path log(Part part) {
        return logs().resolve(part.label() + ".log");
    }

    public Path runs() {
        return state.resolve("run");
    }

    /** The working copy that this folder is in. */
    public static Path findRoot(Path start) {
        for (@Nullable Path folder = start.toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("mvnw")) && Files.exists(folder.resolve("processes"))) {
                return folder;
            }
        }
        throw new StackFailure(
                start.toAbsolutePath() + " is not inside a working copy of Backstitch.",
                "Go to the folder that you cloned and try again.");
    }
}

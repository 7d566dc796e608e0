package io.backstitch.stack.doctor;

import io.backstitch.stack.StackFolders;
import io.backstitch.stack.process.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;

/** The machine itself: Java, memory, disk, and what the system lets us do. */
final class Machine {
    private static final int JAVA_NEEDED = 21;
    private static final long MEGABYTE = 1_000_000;
    /** What all parts together take at work, with something to spare. */
    private static final long MEMORY_NEEDED = 3_500 * MEGABYTE;
    /** The first start unpacks; the engine refuses work below 2 GB. */
    private static final long DISK_NEEDED = 4_000 * MEGABYTE;

    private final StackFolders folders;

    Machine(StackFolders folders) {
        this.folders = folders;
    }

    List<Finding> findings(boolean stackIsDown) {
        Stream<Finding> always = Stream.of(java(), disk(), userNamespaces());
        return Stream.concat(always, stackIsDown ? Stream.of(memory()) : Stream.empty())
                .toList();
    }

    private static Finding java() {
        int feature = Runtime.version().feature();
        String text = "Java " + Runtime.version() + " in " + System.getProperty("java.home") + ".";
        return feature >= JAVA_NEEDED
                ? Finding.fine("java", text)
                : Finding.broken(
                        "java", text, "Install a JDK of " + JAVA_NEEDED + " or newer, or set BACKSTITCH_JAVA_HOME.");
    }

    private Finding disk() {
        try {
            Files.createDirectories(folders.state());
            long free = Files.getFileStore(folders.state()).getUsableSpace();
            String text = free / MEGABYTE + " MB free where " + folders.state() + " is.";
            return free >= DISK_NEEDED
                    ? Finding.fine("disk", text)
                    : Finding.broken(
                            "disk", "Only " + text, "Make room: " + DISK_NEEDED / MEGABYTE + " MB are needed.");
        } catch (IOException e) {
            return Finding.broken(
                    "disk", folders.state() + " cannot be written: " + e.getMessage() + ".", "Check its permissions.");
        }
    }

    private static Finding memory() {
        long free = Memory.available();
        String text = free / MEGABYTE + " MB of memory are available.";
        return free >= MEMORY_NEEDED
                ? Finding.fine("memory", text)
                : Finding.broken(
                        "memory", "Only " + text, "Close something: " + MEMORY_NEEDED / MEGABYTE + " MB are needed.");
    }

    private static Finding userNamespaces() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return Finding.fine("user", "You are not root, and need not be.");
        }
        try {
            Process unshare = new ProcessBuilder("unshare", "-U", "true").start();
            if (unshare.waitFor() == 0) {
                return Finding.fine("user", "You are root; PostgreSQL runs in a user namespace.");
            }
        } catch (IOException e) {
            // told below, as if it were not allowed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Finding.broken(
                "user",
                "You are root, which PostgreSQL refuses, and user namespaces are not to be had.",
                "Run it as an ordinary user.");
    }
}

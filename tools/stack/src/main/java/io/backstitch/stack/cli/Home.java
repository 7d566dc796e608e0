package io.backstitch.stack.cli;

import io.backstitch.stack.PortSettings;
import io.backstitch.stack.Ports;
import io.backstitch.stack.StackFolders;
import io.backstitch.stack.artifact.Artifacts;
import io.backstitch.stack.component.Purpose;
import io.backstitch.stack.component.Site;
import io.backstitch.stack.lifecycle.Progress;
import io.backstitch.stack.lifecycle.Stack;
import java.nio.file.Path;

/**
 * What every command works on: the stack of this working copy.
 *
 * @param terminal whether a person watches, so that lines may be drawn again
 * @param columns how wide the terminal is
 */
record Home(StackFolders folders, Ports ports, boolean terminal, int columns) {
    /** The script says where it is, so that a command works from any folder. */
    static Home find() {
        Path start = Path.of(System.getProperty("backstitch.root", ""));
        Path root = StackFolders.findRoot(start);
        return new Home(
                StackFolders.of(root),
                PortSettings.read(root, System.getenv()),
                Boolean.getBoolean("backstitch.terminal"),
                Integer.getInteger("backstitch.columns", 100));
    }

    Stack stack(Progress progress) {
        return new Stack(site(), progress);
    }

    Site site() {
        return new Site(folders, ports, new Artifacts(), Purpose.USE);
    }
}

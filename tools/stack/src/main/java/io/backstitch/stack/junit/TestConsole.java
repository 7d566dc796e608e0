package io.backstitch.stack.junit;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;

/** Where tests tell a person how far they are. Says nothing when Maven was told to be quiet. */
final class TestConsole {
    /** As the JVM began: tests may put something in its place. */
    private static final PrintStream OUT =
            isQuiet() ? new PrintStream(OutputStream.nullOutputStream(), false) : System.out;

    private TestConsole() {}

    static PrintStream out() {
        return OUT;
    }

    /** Maven hands its command line to its children. */
    private static boolean isQuiet() {
        String command = System.getenv().getOrDefault("MAVEN_CMD_LINE_ARGS", "");
        return List.of(command.strip().split("\\s+")).stream().anyMatch(it -> it.equals("-q") || it.equals("--quiet"));
    }
}

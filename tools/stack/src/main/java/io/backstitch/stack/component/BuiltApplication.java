package io.backstitch.stack.component;

import io.backstitch.stack.StackFailure;
import io.backstitch.stack.StackFolders;
import io.backstitch.stack.process.JavaProgram;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The application as it was built last, for programs of it beside the one that may be running: unpacked in a place of its own. */
public final class BuiltApplication {

    private BuiltApplication() {}

    /** The command that runs a main class of it. */
    public static List<String> command(StackFolders folders, String main, String... arguments) throws IOException {
        Path jar = folders.root().resolve("workers/target/backstitch-workers.jar");
        if (!Files.exists(jar)) {
            throw new StackFailure(
                    "The application is not built: there is no " + jar + ".", "Run ./mvnw -DskipTests package.");
        }
        Path plain = OwnCode.unpack(jar, folders.state().resolve("data").resolve("built-application"));
        String classes = plain + File.pathSeparator + plain.resolveSibling("lib") + File.separator + "*";
        return Stream.concat(
                        Stream.of(JavaProgram.javaExecutable().toString(), "-Xmx256m", "-cp", classes, main),
                        Stream.of(arguments))
                .toList();
    }
}

package io.backstitch.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A script of {@code .ci/package.json}. Needs Node and its packages: without them a test is skipped, but not in CI. */
public final class NodeScript {

    private static final Path FOLDER = Repository.ROOT.resolve(".ci");

    private NodeScript() {}

    /** Fails with what the script says, unless it succeeds. */
    public static void passes(String script, List<String> arguments) throws IOException, InterruptedException {
        boolean installed = Files.isDirectory(FOLDER.resolve("node_modules"));
        if (System.getenv("CI") == null) {
            assumeTrue(installed, "The linters are not installed: run 'npm ci' in .ci (needs Node 20 or newer)");
        }
        List<String> command = new ArrayList<>(List.of("npm", "run", "--silent", script, "--"));
        command.addAll(arguments);

        Process process = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
    }
}

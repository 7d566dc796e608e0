package io.backstitch.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Models and forms pass the rules of Camunda Modeler for their execution platform. Needs Node and its packages. */
class ModelLintTest {

    private static final Path LINT = Repository.ROOT.resolve(".ci");

    @Test
    void modelsAndFormsPassTheRulesOfCamundaModeler() throws Exception {
        boolean installed = Files.isDirectory(LINT.resolve("node_modules"));
        if (System.getenv("CI") == null) {
            assumeTrue(installed, "The linters are not installed: run 'npm ci' in .ci (needs Node 20 or newer)");
        }

        Process lint = new ProcessBuilder("npm", "run", "--silent", "lint")
                .directory(LINT.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(lint.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(lint.waitFor()).as(output).isZero();
    }
}

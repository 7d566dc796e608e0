package io.backstitch.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

class ModelFilesTest {

    /** What an earlier build has left, or what a library brings, is not a second process of the same name. */
    @Test
    void theApplicationsOwnComesInPlaceOfThePlatforms(@TempDir Path application, @TempDir Path library)
            throws IOException {
        write(application.resolve("processes/approval/approval-limits.dmn"), "own");
        write(library.resolve("processes/approval/approval-limits.dmn"), "the platform's");
        write(library.resolve("processes/approval/approval.bpmn"), "model");

        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {application.toUri().toURL(), library.toUri().toURL()}, null)) {
            assertThat(ModelFiles.onClassPath(new PathMatchingResourcePatternResolver(loader)))
                    .extracting(ModelFile::name, file -> new String(file.content(), StandardCharsets.UTF_8))
                    .containsExactlyInAnyOrder(
                            tuple("processes/approval/approval-limits.dmn", "own"),
                            tuple("processes/approval/approval.bpmn", "model"));
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}

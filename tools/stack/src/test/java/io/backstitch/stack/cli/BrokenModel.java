package io.backstitch.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A copy of the application in which the retries of one step are wrong. */
final class BrokenModel {

    static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    private BrokenModel() {}

    /** The model that is wrong. */
    static Path in(Path folder) throws IOException {
        for (String name : new String[] {
            ".camunda/element-templates", "processes/onboarding", "processes/approval", "forms/onboarding"
        }) {
            Path copy = Files.createDirectories(folder.resolve(name));
            try (var files = Files.list(ROOT.resolve(name))) {
                for (Path file : files.toList()) {
                    Files.copy(file, copy.resolve(file.getFileName()));
                }
            }
        }
        Path model = folder.resolve("processes/onboarding/onboarding.bpmn");
        String step = "type=\"onboarding.charge-card\" retries=\"";
        String text = Files.readString(model);
        assertThat(text).contains(step + "3");
        return Files.writeString(model, text.replace(step + "3", step + "7"));
    }
}

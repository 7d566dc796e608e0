package io.backstitch.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code backstitch check} says what is to be mended, and its exit code says whether. */
class CheckCommandTest {

    private static final Path ONBOARDING = BrokenModel.ROOT.resolve("processes/onboarding/onboarding.bpmn");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void theShippedApplicationHasNothingToMend() {
        assertThat(check()).isZero();
        assertThat(out.toString()).matches("(?s)\\d+ files: nothing to mend.\\s*");
    }

    @Test
    void saysWhatToDoAboutOneFile(@TempDir Path folder) throws IOException {
        Path model = BrokenModel.in(folder);

        assertThat(check(model.toString())).isEqualTo(1);
        assertThat(out.toString())
                .startsWith(
                        "processes/onboarding/onboarding.bpmn\n  Charge card (Task_ChargeCard)  [retries]\n      The retries of")
                .contains("Set the retries to 3.", "1 file checked, 1 to mend in 1 file.");
    }

    @Test
    void doesNotCallAFileFineWhileAnotherCannotBeRead(@TempDir Path folder) throws IOException {
        Path model = BrokenModel.in(folder);
        Files.writeString(folder.resolve("forms/onboarding/review.form"), "{");

        assertThat(check(model.toString())).isEqualTo(1);
        assertThat(out.toString()).startsWith("forms/onboarding/review.form\n  the file  [readable]");
    }

    @Test
    void tellsProgramsInJson(@TempDir Path folder) throws IOException {
        Path model = BrokenModel.in(folder);

        assertThat(check("--json", model.toString())).isEqualTo(1);
        JsonNode finding =
                JsonMapper.shared().readTree(out.toString()).path("findings").path(0);
        assertThat(finding.path("rule").asString()).isEqualTo("retries");
        assertThat(finding.path("element").asString()).isEqualTo("Task_ChargeCard");
    }

    @Test
    void refusesWhatItCannotCheck(@TempDir Path folder) throws IOException {
        assertThat(check("missing.bpmn")).isEqualTo(2);
        assertThat(err.toString()).contains("There is no file missing.bpmn.");
        Path lonely = Files.copy(ONBOARDING, folder.resolve("lonely.bpmn"));

        assertThat(check(lonely.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("nobody knows which steps there are");
    }

    private int check(String... arguments) {
        return new CommandLine(new CheckCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}

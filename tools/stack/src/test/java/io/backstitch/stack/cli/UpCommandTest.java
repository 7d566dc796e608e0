package io.backstitch.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.stack.PortSettings;
import io.backstitch.stack.StackFolders;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code backstitch up} asks the check of models before it touches anything. */
class UpCommandTest {

    private final StringWriter out = new StringWriter();

    @Test
    void leavesEverythingAsItIsWhenAModelIsToBeMended(@TempDir Path root) throws IOException {
        BrokenModel.in(root);
        Path data = Files.createDirectories(root.resolve(".backstitch/data/postgres"));

        assertThat(up(root)).isEqualTo(1);

        assertThat(out.toString())
                .contains("Charge card (Task_ChargeCard)  [retries]", "Set the retries to 3.")
                .doesNotContain("[unused-worker]")
                .contains("to mend in", "Nothing was started, and what runs goes on as it was.");
        assertThat(root.resolve(".backstitch")).isDirectoryNotContaining("glob:**/lock");
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void asksForNothingToBeDeletedThen(@TempDir Path root) throws IOException {
        BrokenModel.in(root);
        Path data = Files.createDirectories(root.resolve(".backstitch/data/postgres"));

        assertThat(up(root, "--fresh", "--yes")).isEqualTo(1);

        assertThat(data).exists();
    }

    private int up(Path root, String... options) {
        Home home = new Home(StackFolders.of(root), PortSettings.read(root, Map.of()), false, 100);
        return new CommandLine(new UpCommand(() -> home))
                .setOut(new PrintWriter(out, true))
                .execute(options);
    }
}

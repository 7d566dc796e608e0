package io.backstitch.stack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is shown of a log when a part has ended while it was starting. */
class LogTailTest {

    private static final String FRAME = "***************************";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void aReasonThatIsSaidIsShownWholeWithItsSentenceFirst() throws IOException {
        String sentences = String.join("\n", Collections.nCopies(20, "Run 17 holds what nobody reads."));
        Path log = log(
                "INFO starting\n\n%s\nAPPLICATION FAILED TO START\n%s\n\nDescription:\n\n%s\n\nAction:\n\nDeclare an upgrade.\n"
                        .formatted(FRAME, FRAME, sentences));

        assertThat(LogTail.reason(log, 15))
                .startsWith("Run 17 holds what nobody reads.")
                .endsWith("", "Action:", "", "Declare an upgrade.")
                .hasSize(24);
    }

    @Test
    void elseItsLastLinesAre() throws IOException {
        assertThat(LogTail.reason(log("one\ntwo\nthree\n"), 2)).isEqualTo(List.of("two", "three"));
        assertThat(LogTail.reason(folder.resolve("none.log"), 2)).isEmpty();
    }

    private Path log(String text) throws IOException {
        return Files.writeString(folder.resolve("part.log"), text);
    }
}

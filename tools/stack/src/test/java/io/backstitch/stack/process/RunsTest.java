package io.backstitch.stack.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.stack.Part;
import io.backstitch.stack.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void runIsReadAsItWasWritten() {
        Runs runs = new Runs(folder);
        Run run = runOf(ProcessHandle.current());

        runs.put(run);

        assertThat(runs.find(Part.KAFKA)).contains(run);
        assertThat(runs.alive(Part.KAFKA)).contains(run);
    }

    @Test
    void strangerWithTheSameProcessIdIsNotTakenForTheRun() {
        Run mine = runOf(ProcessHandle.current());
        Run yesterday =
                new Run(mine.part(), mine.pid(), mine.started().minus(Duration.ofDays(1)), Map.of(), "1", List.of());

        assertThat(mine.process()).isPresent();
        assertThat(yesterday.process()).isEmpty();
    }

    @Test
    void runOfAProcessThatEndedIsNotAlive() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sleep", "60").start();
        Run run = runOf(process.toHandle());

        process.destroyForcibly().waitFor();

        assertThat(run.process()).isEmpty();
    }

    @Test
    void fileThatWasCutShortCountsAsNone() throws IOException {
        Files.writeString(folder.resolve("kafka.json"), "{\"part\":");

        assertThat(new Runs(folder).find(Part.KAFKA)).isEmpty();
    }

    private static Run runOf(ProcessHandle process) {
        return Run.of(Part.KAFKA, process, Map.of(Port.KAFKA, 9092), "1", List.of());
    }
}

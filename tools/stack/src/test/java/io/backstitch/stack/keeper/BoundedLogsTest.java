package io.backstitch.stack.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.stack.process.DetachedProcess;
import io.backstitch.stack.process.Launch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that is too large begins anew, while its writer goes on; what was before is kept once. */
class BoundedLogsTest {

    private static final long MOST = 20_000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void aLogThatIsWrittenToBeginsAnew() throws Exception {
        Path log = folder.resolve("part.log");
        Process talker = DetachedProcess.start(
                new Launch(List.of("/bin/sh", "-c", "while :; do echo a line of it; done"), Map.of(), folder), log);
        BoundedLogs bounded = new BoundedLogs(folder, MOST);
        try {
            for (int turn = 0; turn < 3; turn++) {
                await().until(() -> Files.size(log) > MOST);
                bounded.look();
            }
            await().until(() -> Files.size(log) > 1000);
        } finally {
            talker.destroyForcibly().waitFor();
        }

        assertThat(Files.readAllBytes(log))
                .as("no hole where the beginning was")
                .doesNotContain((byte) 0);
        assertThat(folder).isDirectoryContaining(file -> file.endsWith("part.older.log"));
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void smallLogsAndKeptOnesAreLeftAlone() throws Exception {
        Files.writeString(folder.resolve("small.log"), "little");
        Files.writeString(folder.resolve("part.previous.log"), "x".repeat(30_000));

        new BoundedLogs(folder, MOST).look();

        assertThat(folder.resolve("small.log")).hasContent("little");
        assertThat(Files.size(folder.resolve("part.previous.log"))).isEqualTo(30_000);
    }
}

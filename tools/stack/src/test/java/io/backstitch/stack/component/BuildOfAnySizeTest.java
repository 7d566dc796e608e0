package io.backstitch.stack.component;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.stack.process.JavaProgram;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keeper of a stack starts a jar again that is larger than its own memory. */
class BuildOfAnySizeTest {

    private static final long LARGE = 100L << 20;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    /** What runs in little memory. */
    static final class Small {

        private Small() {}

        public static void main(String[] args) throws IOException {
            System.out.print(OwnCode.fingerprint(Path.of(args[0])));
        }
    }

    @Test
    void aBuildIsToldFromAnotherInLittleMemory() throws Exception {
        Path jar = folder.resolve("large.jar");
        try (RandomAccessFile file = new RandomAccessFile(jar.toFile(), "rw")) {
            file.setLength(LARGE);
        }
        Process small = new ProcessBuilder(JavaProgram.withHeap("32m")
                        .quickToStart()
                        .options("-cp", System.getProperty("java.class.path"))
                        .runs(Small.class.getName(), jar.toString())
                        .command())
                .redirectErrorStream(true)
                .start();
        String said = new String(small.getInputStream().readAllBytes(), UTF_8);

        assertThat(small.waitFor()).as(said).isZero();
        assertThat(said).contains(OwnCode.fingerprint(jar));
        Files.writeString(jar, "another");
        assertThat(said).doesNotContain(OwnCode.fingerprint(jar));
    }
}

package io.backstitch.stack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetachedProcessTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void processIsTheProgramItselfInASessionOfItsOwn() throws IOException, InterruptedException {
        Process process = start("ps -o pid= -o sid= -p $$");

        assertThat(process.waitFor()).isZero();
        String[] pidAndSession = log().getFirst().strip().split("\\s+");
        assertThat(pidAndSession).containsExactly(pid(process), pid(process));
    }

    @Test
    void environmentOfTheCallerIsKeptOut() throws IOException, InterruptedException {
        start("env").waitFor();

        assertThat(log()).contains("COLOUR=blue").noneMatch(line -> line.startsWith("JAVA_HOME="));
    }

    @Test
    void logOfTheRunBeforeIsKept() throws IOException, InterruptedException {
        start("echo first").waitFor();
        start("echo second").waitFor();

        assertThat(log()).containsExactly("second");
        assertThat(LogTail.of(folder.resolve("part.previous.log"), 10)).containsExactly("first");
    }

    @Test
    void whatItWritesIsForItsOwnerOnly() throws IOException, InterruptedException {
        start("mkdir data && echo secret > data/file && echo said").waitFor();

        assertThat(permissions("part.log")).isEqualTo("rw-------");
        assertThat(permissions("data")).isEqualTo("rwx------");
        assertThat(permissions("data/file")).isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
    }

    private String permissions(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file)));
    }

    private Process start(String script) throws IOException {
        Launch launch = new Launch(List.of("/bin/sh", "-c", script), Map.of("COLOUR", "blue"), folder);
        return DetachedProcess.start(launch, folder.resolve("part.log"));
    }

    private List<String> log() {
        return LogTail.of(folder.resolve("part.log"), 100);
    }

    private static String pid(Process process) {
        return String.valueOf(process.pid());
    }
}

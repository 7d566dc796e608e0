package io.backstitch.stack.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script before Java: what is written from there on is for its owner only. */
class ScriptTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path root;

    @Test
    void whatTheCommandWritesIsForItsOwnerOnly() throws Exception {
        Path script = Files.copy(Path.of("../../backstitch"), root.resolve("backstitch"));
        aBuildThatIsNew();
        Path jdk = aJdkThatWritesAFile();
        Files.setPosixFilePermissions(root.resolve(".backstitch"), PosixFilePermissions.fromString("rwxr-xr-x"));

        ProcessBuilder builder = new ProcessBuilder("/bin/sh", script.toString(), "status").directory(root.toFile());
        builder.environment().put("BACKSTITCH_JAVA_HOME", jdk.toString());
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(permissions("written/file")).isEqualTo("rw-------");
        assertThat(permissions("written")).isEqualTo("rwx------");
        assertThat(permissions(".backstitch")).as("made by an earlier version").isEqualTo("rwx------");
    }

    private void aBuildThatIsNew() throws IOException {
        Files.createDirectories(root.resolve("tools/stack/target"));
        Files.createFile(root.resolve("tools/stack/target/backstitch-stack.jar"));
        Files.createDirectories(root.resolve(".backstitch"));
        Files.createFile(root.resolve(".backstitch/built-backstitch-stack.jar"));
    }

    private Path aJdkThatWritesAFile() throws IOException {
        Path jdk = root.resolve("jdk");
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"21.0.1\"\n");
        executable(jdk.resolve("bin/javac"), "#!/bin/sh\n");
        executable(jdk.resolve("bin/java"), "#!/bin/sh\nmkdir written && echo it > written/file\n");
        return jdk;
    }

    private static void executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String permissions(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(file)));
    }
}

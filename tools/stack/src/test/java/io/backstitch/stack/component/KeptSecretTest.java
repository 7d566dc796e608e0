package io.backstitch.stack.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A stack has one secret as long as its data lives. */
class KeptSecretTest {

    @Test
    void isMadeOnceForEachStack(@TempDir Path folder) throws IOException {
        KeptSecret one = secret(folder.resolve("one"));
        one.make();
        String key = one.value();

        assertThat(key).isNotEmpty();
        one.make();
        assertThat(one.value()).isEqualTo(key);
        assertThat(secret(folder.resolve("one")).value()).isEqualTo(key);
        KeptSecret other = secret(folder.resolve("other"));
        other.make();
        assertThat(other.value()).isNotEqualTo(key);
    }

    @Test
    void isReplacedByAnother(@TempDir Path folder) throws IOException {
        secret(folder).make();
        secret(folder).replace("another");
        secret(folder).make();

        assertThat(secret(folder).value()).isEqualTo("another");
    }

    @Test
    void isNotMadeByAsking(@TempDir Path folder) {
        assertThat(secret(folder.resolve("one")).value()).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no POSIX permissions")
    void isReadByItsOwnerOnly(@TempDir Path folder) throws IOException {
        secret(folder).make();

        assertThat(Files.getPosixFilePermissions(folder.resolve("a.secret")))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        assertThat(folder).isDirectoryNotContaining("glob:**.begun");
    }

    private static KeptSecret secret(Path folder) {
        return new KeptSecret(
                folder.resolve("a.secret"), () -> UUID.randomUUID().toString());
    }
}

package io.backstitch.stack.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.audit.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A stack signs with one key as long as its data lives. */
class AuditKeyTest {

    @Test
    void isMadeOnceForEachStack(@TempDir Path folder) throws IOException {
        AuditKey one = new AuditKey(folder.resolve("one"));
        one.make();
        String key = one.value();

        assertThat(SigningKey.ofBase64(key).base64()).isEqualTo(key);
        one.make();
        assertThat(one.value()).isEqualTo(key);
        AuditKey other = new AuditKey(folder.resolve("other"));
        other.make();
        assertThat(other.value()).isNotEqualTo(key);
    }

    @Test
    void isNotMadeByAsking(@TempDir Path folder) {
        assertThat(new AuditKey(folder.resolve("one")).value()).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no POSIX permissions")
    void isReadByItsOwnerOnly(@TempDir Path folder) throws IOException {
        new AuditKey(folder).make();

        assertThat(Files.getPosixFilePermissions(folder.resolve("audit-signing.key")))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        assertThat(folder).isDirectoryNotContaining("glob:**.begun");
    }
}

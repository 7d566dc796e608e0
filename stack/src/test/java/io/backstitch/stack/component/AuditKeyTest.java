package io.backstitch.stack.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.audit.SigningKey;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stack signs with one key as long as its data lives. */
class AuditKeyTest {

    @Test
    void isMadeOnceForEachStack(@TempDir Path folder) {
        Path one = folder.resolve("one");

        String key = AuditKey.in(one);

        assertThat(SigningKey.ofBase64(key).base64()).isEqualTo(key);
        assertThat(AuditKey.in(one)).isEqualTo(key);
        assertThat(AuditKey.in(folder.resolve("other"))).isNotEqualTo(key);
    }
}

package io.backstitch.stack.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.stack.Part;
import io.backstitch.stack.Ports;
import io.backstitch.stack.StackFolders;
import io.backstitch.stack.artifact.Artifacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Exporter and application of a stack have the same key, whichever starts first, and no other stack has it. */
class RecordsKeyTest {

    @Test
    void anInstallationWithoutOneGetsItWithTheNextStartOfItsEngine(@TempDir Path folder) throws IOException {
        try (Artifacts artifacts = new Artifacts()) {
            Site site = site(folder, artifacts);
            KafkaExport export = new KafkaExport(site);
            String before = export.feature();

            String key = exporterKey(export);

            assertThat(Base64.getDecoder().decode(key)).hasSize(32);
            assertThat(RecordsKey.ofApplication(site)).isEqualTo(key);
            assertThat(exporterKey(new KafkaExport(site))).isEqualTo(key);
            assertThat(export.feature())
                    .as("an engine that ran without a key is started again")
                    .isNotEqualTo(before)
                    .doesNotContain(key);
        }
    }

    @Test
    void theSecondInstanceOfAStackHasTheSame(@TempDir Path folder) throws IOException {
        try (Artifacts artifacts = new Artifacts()) {
            Site first = site(folder.resolve("first"), artifacts);
            Site second = site(folder.resolve("second"), artifacts);
            RecordsKey.make(second);
            assertThat(RecordsKey.ofApplication(second)).isNotEmpty();

            RecordsKey.share(first, second);

            assertThat(RecordsKey.ofApplication(second)).isEqualTo(RecordsKey.ofExporter(first));
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no POSIX permissions")
    void isReadByItsOwnerOnly(@TempDir Path folder) throws IOException {
        try (Artifacts artifacts = new Artifacts()) {
            Site site = site(folder, artifacts);
            RecordsKey.make(site);

            assertThat(Files.getPosixFilePermissions(site.data(Part.APPLICATION).resolve("records.key")))
                    .isEqualTo(Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
        }
    }

    private static String exporterKey(KafkaExport export) throws IOException {
        Map<String, String> settings = new HashMap<>();
        export.configure(settings);
        return settings.getOrDefault(RecordsKey.OF_EXPORTER, "none");
    }

    /** With an exporter that was built. */
    private static Site site(Path folder, Artifacts artifacts) throws IOException {
        Path jar = folder.resolve("platform/exporter/target/backstitch-exporter.jar");
        Files.createDirectories(jar.getParent());
        Files.writeString(jar, "a jar");
        StackFolders folders = new StackFolders(folder, folder.resolve("dist"), folder.resolve("state"));
        return new Site(folders, Ports.free(), artifacts, Purpose.TESTS);
    }
}

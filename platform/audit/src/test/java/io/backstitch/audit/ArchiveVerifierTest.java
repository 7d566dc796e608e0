package io.backstitch.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives on a disk, and what an export has on record of them. */
class ArchiveVerifierTest {

    private static final Instant AT = Instant.parse("2026-01-15T08:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private Path lines = Path.of("");
    private Path manifest = Path.of("");
    private byte[] export = {};

    @BeforeEach
    void writeAnArchiveAndPutItOnRecord() throws IOException {
        Path folder = Files.createDirectories(directory.resolve("order"));
        lines = Files.writeString(folder.resolve("order-1.jsonl.gz"), "two runs");
        manifest = Files.writeString(
                folder.resolve("order-1.manifest.json"),
                "{\"archive\":\"order-1\",\"files\":[{\"bytes\":8,\"name\":\"order-1.jsonl.gz\",\"sha256\":\"%s\"}],\"runs\":2}\n"
                        .formatted(sha256(lines)));
        export = export(
                "approval.sealed",
                "{\"amount\":7}",
                "runs.archived",
                "{\"archive\":\"order-1\",\"manifest\":\"%s\",\"process\":\"order\",\"runs\":2}"
                        .formatted(sha256(manifest)));
    }

    @Test
    void isFineWhenAllIsAsItWasWritten() throws IOException {
        ArchiveVerifier.Result result = verify();

        assertThat(result.findings()).isEmpty();
        assertThat(result.archives()).isEqualTo(1);
    }

    @Test
    void findsAFileThatWasChanged() throws IOException {
        Files.writeString(lines, "one run");

        assertThat(kinds()).containsExactly(Finding.Kind.ARCHIVE_CHANGED);
    }

    @Test
    void findsAFileThatWasChangedTogetherWithItsManifest() throws IOException {
        String before = sha256(lines);
        Files.writeString(lines, "one run");
        Files.writeString(manifest, Files.readString(manifest).replace(before, sha256(lines)));

        assertThat(kinds()).containsExactly(Finding.Kind.ARCHIVE_CHANGED);
        assertThat(verify().findings().getFirst().isAbout(2)).isTrue();
    }

    @Test
    void findsWhatIsNotThere() throws IOException {
        Files.delete(lines);
        assertThat(kinds()).containsExactly(Finding.Kind.ARCHIVE_MISSING);

        Files.delete(manifest);
        assertThat(kinds()).containsExactly(Finding.Kind.ARCHIVE_MISSING);
    }

    @Test
    void findsAnArchiveThatNobodyPutOnRecord() throws IOException {
        Files.copy(manifest, manifest.resolveSibling("order-2.manifest.json"));

        assertThat(kinds()).containsExactly(Finding.Kind.ARCHIVE_UNKNOWN);
    }

    @Test
    void readsNoFileOutsideOfTheDirectory() throws IOException {
        export = export(
                "runs.archived",
                "{\"archive\":\"../../etc/passwd\",\"manifest\":\"%s\",\"process\":\"order\"}"
                        .formatted(sha256(manifest)));

        assertThat(kinds()).containsOnly(Finding.Kind.ARCHIVE_UNKNOWN);
    }

    private List<Finding.Kind> kinds() throws IOException {
        return verify().findings().stream().map(Finding::kind).toList();
    }

    private ArchiveVerifier.Result verify() throws IOException {
        return new ArchiveVerifier(directory).verify(new ByteArrayInputStream(export));
    }

    private static byte[] export(String... kindsAndBodies) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ExportWriter writer = new ExportWriter(file, "acme", Hash.ZERO, Frontier.empty());
        Head head = Head.start("acme");
        for (int i = 0; i < kindsAndBodies.length; i += 2) {
            Entry entry =
                    Chain.next(head, new Draft(AT.plusSeconds(i), kindsAndBodies[i], null, kindsAndBodies[i + 1]));
            head = entry.head();
            writer.entry(entry);
        }
        writer.end();
        return file.toByteArray();
    }

    private static String sha256(Path file) throws IOException {
        return HexFormat.of().formatHex(Hash.sha256().digest(Files.readAllBytes(file)));
    }
}

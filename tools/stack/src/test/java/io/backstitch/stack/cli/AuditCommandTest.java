package io.backstitch.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.audit.Chain;
import io.backstitch.audit.Draft;
import io.backstitch.audit.Entry;
import io.backstitch.audit.ExportWriter;
import io.backstitch.audit.Frontier;
import io.backstitch.audit.Hash;
import io.backstitch.audit.Head;
import io.backstitch.audit.SignedCheckpoint;
import io.backstitch.audit.SigningKey;
import io.backstitch.audit.VerificationKey;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code backstitch audit}, as an auditor types it. */
class AuditCommandTest {
    private static final Instant AT = Instant.parse("2026-01-15T08:00:00Z");

    private final SigningKey key = SigningKey.generate();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Path export = Path.of("");
    private Path checkpoint = Path.of("");

    @BeforeEach
    void exportTwoSignedEntriesAndOneMore() throws IOException {
        export = folder.resolve("acme.jsonl");
        Frontier tree = Frontier.empty();
        Head head = Head.start("acme");
        try (OutputStream file = Files.newOutputStream(export)) {
            ExportWriter writer = new ExportWriter(file, "acme", Hash.ZERO, Frontier.empty());
            for (int i = 1; i <= 3; i++) {
                Entry entry =
                        Chain.next(head, new Draft(AT.plusSeconds(i), "approval.sealed", "order/1", "{\"amount\":7}"));
                head = entry.head();
                tree.append(head.hash());
                writer.entry(entry);
                if (i == 2) {
                    SignedCheckpoint signed = SignedCheckpoint.sign(head, tree, AT.plusSeconds(9), key);
                    writer.checkpoint(signed);
                    checkpoint = Files.writeString(folder.resolve("kept.json"), signed.line() + "\n");
                }
            }
            writer.end();
        }
    }

    @Test
    void saysThatNothingWasChangedAndByWhomItIsSigned() throws IOException {
        Path keyFile = Files.writeString(folder.resolve("public.key"), publicKey() + "\n");

        assertThat(audit(
                        "verify",
                        export.toString(),
                        "--key",
                        keyFile.toString(),
                        "--checkpoint",
                        checkpoint.toString()))
                .isZero();
        assertThat(out.toString())
                .contains("3, numbers 1 to 3", key.verification().id(), "up to entry 2; 1 not signed yet")
                .endsWith("Nothing was changed.%n".formatted());
    }

    @Test
    void namesTheChangedEntry() throws IOException {
        Files.writeString(export, Files.readString(export).replaceFirst("\"amount\":7", "\"amount\":9"));

        assertThat(audit("verify", export.toString(), "--key", publicKey())).isEqualTo(1);
        assertThat(out.toString()).contains("line 2  Entry 1: changed", "1 finding(s)");
    }

    @Test
    void entriesThatAreNotSignedYetAreAFindingWhenStrict() {
        assertThat(audit("verify", export.toString(), "--key", publicKey(), "--strict"))
                .isEqualTo(1);
        assertThat(out.toString()).contains("Entry 3: not signed yet");
    }

    @Test
    void findsAnArchiveOfRunsThatIsNotOnRecord() throws IOException {
        Path archives = folder.resolve("archives");
        Files.createDirectories(archives.resolve("order"));
        String[] command = {"verify", export.toString(), "--key", publicKey(), "--archive", archives.toString()};
        assertThat(audit(command)).isZero();
        assertThat(out.toString()).contains("0 archive(s) on record. Each file is what was written.");

        Files.writeString(archives.resolve("order/order-1.manifest.json"), "{}");

        assertThat(audit(command)).isEqualTo(1);
        assertThat(out.toString()).contains("order/order-1.manifest.json is not on record in this export");
    }

    @Test
    void tellsProgramsInJson() {
        assertThat(audit("verify", export.toString(), "--key", publicKey(), "--json"))
                .isZero();
        JsonNode result = JsonMapper.shared().readTree(out.toString());
        assertThat(result.path("verdict").asString()).isEqualTo("FINE");
        assertThat(result.path("report").path("signedTo").asInt()).isEqualTo(2);
    }

    @Test
    void doesNotCallFineWhatItCannotVerify() throws IOException {
        assertThat(audit("verify", "missing.jsonl", "--key", publicKey())).isEqualTo(2);
        assertThat(err.toString()).contains("There is no file missing.jsonl.");
        assertThat(audit("verify", export.toString(), "--key", "nonsense")).isEqualTo(2);
        assertThat(audit("verify", export.toString())).isEqualTo(2);
        Path other = Files.writeString(folder.resolve("other.jsonl"), "{}\n");
        assertThat(audit("verify", other.toString(), "--key", publicKey())).isEqualTo(2);
        assertThat(audit()).isEqualTo(2);
    }

    @Test
    void aNewKeySignsWhatItsPublicHalfVerifies() {
        assertThat(audit("new-key")).isZero();

        SigningKey made = SigningKey.ofBase64(printed("private"));
        assertThat(made.verification().id())
                .isEqualTo(VerificationKey.ofBase64(printed("public")).id())
                .isEqualTo(printed("id"));
    }

    private String publicKey() {
        return key.verification().base64();
    }

    private String printed(String label) {
        return out.toString()
                .lines()
                .filter(line -> line.startsWith(label))
                .map(line -> line.substring(label.length()).strip())
                .findFirst()
                .orElseThrow();
    }

    private int audit(String... arguments) {
        return new CommandLine(new AuditCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}

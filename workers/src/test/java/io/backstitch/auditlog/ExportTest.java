package io.backstitch.auditlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.audit.Chain;
import io.backstitch.audit.Draft;
import io.backstitch.audit.Entry;
import io.backstitch.audit.Head;
import io.backstitch.audit.Report;
import io.backstitch.audit.SignedCheckpoint;
import io.backstitch.audit.Verifier;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.backstitch.web.Problem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was changed in the database, by somebody with all rights there, is found and named by who verifies an export. */
@NeedsStack(Part.POSTGRES)
class ExportTest {

    private final AuditOnDatabase audit;
    private final Path files;

    ExportTest(RunningStack stack, @TempDir Path folder) {
        files = folder.resolve("checkpoints");
        audit = new AuditOnDatabase(stack, Map.of("backstitch.audit.checkpoint-directory", files.toString()));
    }

    @BeforeEach
    void appendNineEntriesWithCheckpointsAtSixAndNine() {
        append(1, 6);
        append(7, 9);
    }

    @AfterEach
    void close() {
        audit.close();
    }

    /** In one transaction, so that no checkpoint comes between; then it is signed. */
    private void append(int from, int to) {
        audit.inTransaction(() -> {
            for (int i = from; i <= to; i++) {
                audit.get(AuditLog.class).append(AuditOnDatabase.draft("order/" + i));
            }
        });
        audit.signed();
        assertThat(audit.get(StoredCheckpoints.class).lastSize()).isEqualTo(to);
    }

    @Test
    void whatNobodyChangedVerifies() throws IOException {
        Report report = verified(1, Long.MAX_VALUE);

        assertThat(report.findings()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Report.Verdict.FINE);
        assertThat(report.entries()).isEqualTo(9);
        assertThat(report.signedTo()).isEqualTo(9);
        assertThat(report.keys())
                .singleElement()
                .satisfies(use -> assertThat(use.checkpoints()).isEqualTo(2));
    }

    @Test
    void eachRangeVerifies() throws IOException {
        for (int from = 1; from <= 9; from++) {
            for (int to = from; to <= 9; to++) {
                Report report = verified(from, to);

                assertThat(report.findings()).as("%d to %d", from, to).isEmpty();
                assertThat(report.verdict()).isEqualTo(Report.Verdict.FINE);
                assertThat(report.entries()).isEqualTo(to - from + 1);
            }
        }
    }

    @Test
    void anExportCannotBeginBehindTheEnd() throws IOException {
        assertThat(verified(10, Long.MAX_VALUE).entries()).isZero();
        assertThatThrownBy(() -> export(11, Long.MAX_VALUE)).isInstanceOf(Problem.class);
    }

    @Test
    void findsOneChangedByte() throws IOException {
        tamper(
                "UPDATE audit_entry SET canonical = set_byte(canonical, 20, get_byte(canonical, 20) # 1) WHERE tenant = ? AND seq = 4");

        namesEntry(4);
    }

    @Test
    void findsADeletedRow() throws IOException {
        tamper("DELETE FROM audit_entry WHERE tenant = ? AND seq = 5");

        namesEntry(5);
    }

    @Test
    void findsARowThatWasCutOffAtTheEnd() throws IOException {
        tamper("DELETE FROM audit_entry WHERE tenant = ? AND seq = 9");

        namesEntry(9);
    }

    @Test
    void findsTwoRowsThatWereExchanged() throws IOException {
        tamper("""
                UPDATE audit_entry a SET canonical = b.canonical, hash = b.hash FROM audit_entry b
                WHERE a.tenant = ? AND b.tenant = a.tenant AND (a.seq, b.seq) IN ((3, 4), (4, 3))
                """);

        namesEntry(4);
    }

    @Test
    void anEntryThatWasMadeTwoLinesDoesNotBreakTheExportAndIsNamed() throws IOException {
        tamper("UPDATE audit_entry SET canonical = canonical || '\\x0a'::bytea WHERE tenant = ? AND seq = 4");

        namesEntry(4);
    }

    @Test
    void findsThatHistoryWasRewrittenWithoutTheKey() throws IOException {
        rewriteFrom(3);

        Report report = verified(1, Long.MAX_VALUE);
        assertThat(report.verdict()).isEqualTo(Report.Verdict.FINDINGS);
        // The first checkpoint behind the first rewritten entry is the first witness; it covers entries 1 to 6.
        assertThat(report.findings())
                .anySatisfy(finding -> assertThat(finding.isAbout(6)).isTrue());
    }

    @Test
    void theChainIsAsValidWhenAPersonIsErased() throws IOException {
        String name = "person-of-" + audit.tenant;
        audit.inTransaction(() -> audit.get(Commands.class).record(Audited.RUN_CANCELLED, "order/10", name, Map.of()));
        audit.get(People.class).forget(name);

        audit.get(Sequencer.class).catchUp();
        assertThat(export(1, Long.MAX_VALUE)).doesNotContain(name);
        assertThat(verified(1, Long.MAX_VALUE).findings()).isEmpty();
        assertThat(audit.get(RunEvidence.class).of("10").entries())
                .singleElement()
                .satisfies(piece -> {
                    assertThat(piece.intact()).isTrue();
                    assertThat(piece.people())
                            .singleElement()
                            .satisfies(person -> assertThat(person.knowledge()).isEqualTo(People.Knowledge.ERASED));
                });
    }

    @Test
    void eachCheckpointIsAFileAndAnEvent() throws IOException {
        audit.get(CheckpointFiles.class).write();

        try (Stream<Path> written = Files.list(files)) {
            List<Path> sorted = written.sorted().toList();
            assertThat(sorted)
                    .extracting(
                            file -> SignedCheckpoint.read(Files.readString(file).strip())
                                    .checkpoint()
                                    .size())
                    .containsExactly(6L, 9L);
        }
        assertThat(audit.sql("SELECT serialized_event FROM event_publication WHERE serialized_event LIKE ?")
                        .param("%audit/" + audit.tenant + "%")
                        .query(String.class)
                        .list())
                .hasSize(2)
                .allSatisfy(event -> assertThat(event).contains("io.backstitch.audit.checkpoint"));
    }

    @Test
    void saysWhichKeysSigned() {
        assertThat(audit.get(Keys.class).list())
                .filteredOn(key -> key.id().equals(audit.key.verification().id()))
                .extracting(Keys.PublicKey::publicKey)
                .containsExactly(audit.key.verification().base64());
    }

    private void tamper(String statement) {
        audit.tamper(() -> audit.sql(statement).param(audit.tenant).update());
    }

    /** Another story from this entry on, with all hashes as they have to be. */
    private void rewriteFrom(int first) {
        List<Entry> old = new ArrayList<>(audit.sql("SELECT canonical FROM audit_entry WHERE tenant = ? ORDER BY seq")
                .param(audit.tenant)
                .query((row, number) -> Entry.read(row.getBytes("canonical")))
                .list());
        Head head = old.get(first - 2).head();
        List<Entry> rewritten = new ArrayList<>();
        for (Entry entry : old.subList(first - 1, old.size())) {
            Entry other = Chain.next(head, new Draft(entry.at(), entry.kind(), entry.run(), "{\"amount\":9}"));
            rewritten.add(other);
            head = other.head();
        }
        audit.tamper(() -> rewritten.forEach(entry -> audit.sql(
                        "UPDATE audit_entry SET at = ?, canonical = ?, hash = ? WHERE tenant = ? AND seq = ?")
                .params(
                        Timestamp.from(entry.at()),
                        entry.canonical(),
                        entry.hash().bytes(),
                        audit.tenant,
                        entry.seq())
                .update()));
    }

    private void namesEntry(long seq) throws IOException {
        Report report = verified(1, Long.MAX_VALUE);
        assertThat(report.verdict()).isEqualTo(Report.Verdict.FINDINGS);
        assertThat(report.findings())
                .anySatisfy(finding -> assertThat(finding.isAbout(seq)).isTrue());
    }

    private Report verified(long from, long to) throws IOException {
        return new Verifier(List.of(audit.key.verification()), List.of(), false)
                .verify(new ByteArrayInputStream(bytes(from, to)));
    }

    private String export(long from, long to) {
        return new String(bytes(from, to), StandardCharsets.UTF_8);
    }

    private byte[] bytes(long from, long to) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        audit.get(Exports.class).write(new Bound.At(from), new Bound.At(to), () -> out);
        return out.toByteArray();
    }
}

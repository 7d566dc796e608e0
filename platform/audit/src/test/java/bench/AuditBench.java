package bench;

import io.backstitch.audit.Chain;
import io.backstitch.audit.Draft;
import io.backstitch.audit.Entry;
import io.backstitch.audit.ExportWriter;
import io.backstitch.audit.Frontier;
import io.backstitch.audit.Hash;
import io.backstitch.audit.Head;
import io.backstitch.audit.Report;
import io.backstitch.audit.SignedCheckpoint;
import io.backstitch.audit.SigningKey;
import io.backstitch.audit.Verifier;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** How many entries a second are appended in memory, and verified from an export. Not a test: run it by hand. */
public final class AuditBench {
    private static final int ENTRIES = 100_000;
    private static final int ROUNDS = 6;
    private static final Instant AT = Instant.parse("2026-01-15T08:00:00.123456Z");

    private AuditBench() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) throws IOException {
        SigningKey key = SigningKey.generate();
        Verifier verifier = new Verifier(List.of(key.verification()), List.of(), true);
        for (int round = 1; round <= ROUNDS; round++) {
            long begin = System.nanoTime();
            byte[] export = export(key);
            long appended = System.nanoTime();
            Report report = verifier.verify(new ByteArrayInputStream(export));
            long verified = System.nanoTime();
            System.out.printf(
                    "%s, %d bytes a line: append and export %,.0f/s, verify %,.0f/s%n",
                    report.verdict(),
                    export.length / ENTRIES,
                    ENTRIES * 1e9 / (appended - begin),
                    ENTRIES * 1e9 / (verified - appended));
        }
    }

    private static byte[] export(SigningKey key) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(ENTRIES * 700);
        ExportWriter writer = new ExportWriter(out, "acme", Hash.ZERO, Frontier.empty());
        Frontier tree = Frontier.empty();
        Head head = Head.start("acme");
        for (int i = 1; i <= ENTRIES; i++) {
            Entry entry = Chain.next(head, draft(i));
            head = entry.head();
            tree.append(head.hash());
            writer.entry(head.seq(), entry.canonical(), head.hash());
            if (i % 1000 == 0) {
                writer.checkpoint(SignedCheckpoint.sign(head, tree, head.at(), key));
            }
        }
        writer.end();
        return out.toByteArray();
    }

    private static Draft draft(int i) {
        String body = """
                {"decision":"approved","amount":125000,"currency":"EUR","limit":500000,"role":"finance-approver","strength":"token",\
                "form":"approval-v3","reason":"Within the budget of the quarter.","seen":"%s",\
                "approver":{"id":"b3V0LW9mLXRoZS1ibHVl","hash":"n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg"}}""".formatted(Hash.ZERO);
        return new Draft(AT.plusMillis(i), "approval.sealed", "order/A-" + i, body);
    }
}

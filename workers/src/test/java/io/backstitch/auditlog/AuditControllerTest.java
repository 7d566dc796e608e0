package io.backstitch.auditlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.audit.Report;
import io.backstitch.audit.Verifier;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the audit's doors answer to who may pass, and that nothing stored makes them fail. */
@NeedsStack(Part.POSTGRES)
class AuditControllerTest {

    private final AuditDoors doors;
    private final AuditOnDatabase audit;

    AuditControllerTest(RunningStack stack) {
        doors = new AuditDoors(stack);
        audit = doors.audit;
    }

    @AfterEach
    void close() {
        audit.close();
    }

    @Test
    void exportsWhatVerifiesUpToTheVeryRequest() throws Exception {
        HttpResponse<String> answer = doors.get("export", AuditDoors.AUDITOR);

        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/jsonl");
        Report report = verify(answer.body());
        assertThat(report.findings()).isEmpty();
        assertThat(report.entries()).isEqualTo(4);
        assertThat(answer.body()).contains("audit.read");
    }

    @Test
    void aFreshExportIsSignedToItsEndAlsoWhileOthersAppend() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        Thread appending = Thread.ofVirtual().start(() -> {
            while (!enough.get()) {
                audit.append("order/meanwhile");
            }
        });
        try {
            for (int i = 0; i < 5; i++) {
                String export = doors.get("export", AuditDoors.AUDITOR).body();

                Report report = new Verifier(List.of(audit.key.verification()), List.of(), true)
                        .verify(new ByteArrayInputStream(export.getBytes(StandardCharsets.UTF_8)));

                assertThat(report.findings()).isEmpty();
                assertThat(report.verdict()).isEqualTo(Report.Verdict.FINE);
                assertThat(report.unsigned()).isZero();
                assertThat(export).contains("audit.read");
            }
        } finally {
            enough.set(true);
            appending.join();
        }
    }

    @Test
    void exportsByTimeWhatWasWrittenThen() throws Exception {
        Report report =
                verify(doors.get("export?from=2000-01-01&to=2099-12-31&tenant=" + audit.tenant, AuditDoors.AUDITOR)
                        .body());

        assertThat(report.findings()).isEmpty();
        assertThat(report.entries()).isEqualTo(4);
        String second = audit.sql("SELECT at FROM audit_entry WHERE tenant = ? AND seq = 2")
                .param(audit.tenant)
                .query(Timestamp.class)
                .single()
                .toInstant()
                .toString();
        assertThat(verify(doors.get("export?from=2&to=" + second, AuditDoors.AUDITOR)
                                .body())
                        .entries())
                .as("the entry of that very time")
                .isPositive();
        assertThat(doors.get("export?to=2000-01-01T00:00:00Z", AuditDoors.AUDITOR)
                        .statusCode())
                .isEqualTo(404);
        assertThat(doors.get("export?from=3&to=2", AuditDoors.AUDITOR).statusCode())
                .isEqualTo(404);
    }

    @Test
    void anExportThatIsBrokenOffInTheMiddleLacksItsLastLine() {
        // More than what waits in buffers between us and the reader.
        String much = "x".repeat(1 << 16);
        audit.inTransaction(() -> {
            for (int i = 0; i < 20; i++) {
                audit.get(Commands.class).record(Audited.RUN_CANCELLED, "order/long", "anna", Map.of("reason", much));
            }
        });
        audit.get(Sequencer.class).catchUp();
        audit.tamper(() -> {
            audit.sql("ALTER TABLE audit_entry DROP CONSTRAINT audit_entry_hash")
                    .update();
            audit.sql("UPDATE audit_entry SET hash = '\\x00' WHERE tenant = ? AND seq = 20")
                    .param(audit.tenant)
                    .update();
        });

        assertThatThrownBy(() -> doors.get("export", AuditDoors.AUDITOR)).isInstanceOf(IOException.class);
        restoreConstraint();
    }

    private void restoreConstraint() {
        audit.tamper(() -> {
            audit.sql("UPDATE audit_entry SET hash = decode(repeat('00', 32), 'hex') WHERE octet_length(hash) <> 32")
                    .update();
            audit.sql("ALTER TABLE audit_entry ADD CONSTRAINT audit_entry_hash CHECK (octet_length(hash) = 32)")
                    .update();
        });
    }

    @Test
    void tellsWhatIsOnRecordAboutARun() throws Exception {
        JsonNode run = AuditDoors.json(doors.get("runs/2", AuditDoors.AUDITOR));

        assertThat(run.path("entries").valueStream())
                .singleElement()
                .satisfies(piece -> assertThat(piece.path("intact").asBoolean()).isTrue());
        assertThat(run.path("checkpoint").asString()).startsWith("{\"checkpoint\":");
        assertThat(doors.get("runs/nobody", AuditDoors.AUDITOR).statusCode()).isEqualTo(404);
    }

    @Test
    void showsAsNotIntactWhatIsNoJsonAnyMore() throws Exception {
        audit.tamper(
                () -> audit.sql("UPDATE audit_entry SET canonical = 'no <b>JSON'::bytea WHERE tenant = ? AND seq = 2")
                        .param(audit.tenant)
                        .update());

        HttpResponse<String> answer = doors.get("runs/2", AuditDoors.AUDITOR);

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode piece = AuditDoors.json(answer).path("entries").path(0);
        assertThat(piece.path("intact").asBoolean()).isFalse();
        assertThat(piece.path("entry").isNull()).isTrue();
        assertThat(piece.path("text").asString()).isEqualTo("no <b>JSON");
    }

    @Test
    void showsWhatWasSeenAndWhetherItIsStillThat() throws Exception {
        String content =
                "{\"form\":null,\"salt\":\"%s\",\"shown\":{\"proposal\":{\"amount\":7}}}".formatted(audit.tenant);
        String hash = snapshot(content);
        seenBy(hash);

        assertThat(seen(hash).path("intact").asBoolean()).isTrue();
        assertThat(seen(hash)
                        .path("content")
                        .path("shown")
                        .path("proposal")
                        .path("amount")
                        .asInt())
                .isEqualTo(7);

        set(hash, content.replace('7', '8'));
        assertThat(seen(hash).path("intact").asBoolean()).isFalse();
        assertThat(seen(hash).path("erased").asBoolean()).isFalse();

        set(hash, "no JSON");
        assertThat(seen(hash).path("content").asString()).isEqualTo("no JSON");

        audit.sql("UPDATE approval_snapshot SET content = NULL WHERE hash = ?")
                .param(hash)
                .update();
        assertThat(seen(hash).path("erased").asBoolean()).isTrue();

        audit.sql("DELETE FROM approval_snapshot WHERE hash = ?").param(hash).update();
        assertThat(seen(hash).path("erased").asBoolean()).isFalse();
        assertThat(seen(hash).path("content").isNull()).isTrue();
    }

    @Test
    void showsTheProposalAsChangedAndTheFormThatWasSeen() throws Exception {
        String form = "{\"components\":[],\"id\":\"expense.approve\",\"of\":\"%s\"}".formatted(audit.tenant);
        String sha256 = engineForm(form);
        String proposal = snapshot("{\"salt\":\"%s\",\"shown\":{\"proposal\":{}}}".formatted(audit.tenant));
        audit.inTransaction(() -> audit.get(Commands.class)
                .record(
                        () -> "approval.sealed",
                        "expense/edited",
                        "anna",
                        Map.of(
                                "proposal",
                                proposal,
                                "form",
                                Map.of("id", "expense.approve", "version", 3, "sha256", sha256))));

        JsonNode run = AuditDoors.json(doors.get("runs/edited", AuditDoors.AUDITOR));
        assertThat(run.path("seen").path(0).path("hash").asString()).isEqualTo(proposal);
        JsonNode shown = run.path("forms").path(0);
        assertThat(shown.path("intact").asBoolean()).isTrue();
        assertThat(shown.path("version").asInt()).isEqualTo(3);
        assertThat(shown.path("schema")).isEqualTo(JsonMapper.shared().readTree(form));

        audit.sql("UPDATE engine_form SET content = 'swapped' WHERE sha256 = ?")
                .param(sha256)
                .update();
        shown = AuditDoors.json(doors.get("runs/edited", AuditDoors.AUDITOR))
                .path("forms")
                .path(0);
        assertThat(shown.path("intact").asBoolean()).isFalse();
        assertThat(shown.path("schema").asString()).isEqualTo("swapped");

        audit.sql("DELETE FROM engine_form WHERE sha256 = ?").param(sha256).update();
        shown = AuditDoors.json(doors.get("runs/edited", AuditDoors.AUDITOR))
                .path("forms")
                .path(0);
        assertThat(shown.path("intact").asBoolean()).isFalse();
        assertThat(shown.path("schema").isNull()).isTrue();
    }

    private String engineForm(String content) {
        return audit.sql("""
                        INSERT INTO engine_form (form_key, form, version, sha256, content)
                        VALUES (?, 'expense.approve', 3, encode(sha256(?::bytea), 'hex'), ?) RETURNING sha256
                        """)
                .params(System.nanoTime(), content.getBytes(StandardCharsets.UTF_8), content)
                .query(String.class)
                .single();
    }

    private String snapshot(String content) {
        return audit.sql("""
                        INSERT INTO approval_snapshot (hash, content) VALUES (encode(sha256(?::bytea), 'hex'), ?) RETURNING hash
                        """)
                .params(content.getBytes(StandardCharsets.UTF_8), content)
                .query(String.class)
                .single();
    }

    private void set(String hash, String content) {
        audit.sql("UPDATE approval_snapshot SET content = ? WHERE hash = ?")
                .params(content, hash)
                .update();
    }

    private void seenBy(String hash) {
        audit.inTransaction(() ->
                audit.get(Commands.class).record(Audited.RUN_CANCELLED, "order/seen", "anna", Map.of("seen", hash)));
    }

    private JsonNode seen(String hash) throws Exception {
        JsonNode seen = AuditDoors.json(doors.get("runs/seen", AuditDoors.AUDITOR))
                .path("seen")
                .path(0);
        assertThat(seen.path("hash").asString()).isEqualTo(hash);
        return seen;
    }

    @Test
    void provesEachEntryOffline() throws Exception {
        for (int seq = 1; seq <= 3; seq++) {
            String proof = doors.get("entries/%d/proof".formatted(seq), AuditDoors.AUDITOR)
                    .body();

            Report report = verify(proof);
            assertThat(report.verdict()).isEqualTo(Report.Verdict.FINE);
            assertThat(report.from()).isEqualTo(seq);
            assertThat(proof).contains("order/" + seq).doesNotContain("order/" + (seq % 3 + 1));
        }
    }

    @Test
    void provesNothingThatIsNotThereOrNotSigned() throws Exception {
        assertThat(doors.get("entries/100/proof", AuditDoors.AUDITOR).statusCode())
                .isEqualTo(404);
        // The reading of before is an entry; that a checkpoint covers it already is as good.
        assertThat(doors.get("entries/4/proof", AuditDoors.AUDITOR).statusCode())
                .isIn(200, 409);

        audit.tamper(() -> audit.sql("DELETE FROM audit_entry WHERE tenant = ? AND seq = 1")
                .param(audit.tenant)
                .update());
        assertThat(doors.get("entries/2/proof", AuditDoors.AUDITOR))
                .returns(409, HttpResponse::statusCode)
                .extracting(HttpResponse::body)
                .asString()
                .contains("entry 1 is missing");
    }

    @Test
    void aPersonIsErasedAndTheChainIsAsValid() throws Exception {
        String person = "person-of-" + audit.tenant;
        audit.inTransaction(() -> audit.get(Commands.class).record(Audited.RUN_CANCELLED, "order/4", person, Map.of()));
        assertThat(doors.get("runs/4", AuditDoors.AUDITOR).body()).contains(person);

        HttpResponse<String> erased = doors.erase(person, "asked for it");

        assertThat(erased.statusCode()).isEqualTo(200);
        assertThat(AuditDoors.json(erased).path("pseudonym").asString()).isNotBlank();
        assertThat(doors.get("runs/4", AuditDoors.AUDITOR).body())
                .doesNotContain(person)
                .contains("ERASED");
        audit.signed();
        String export = doors.get("export", AuditDoors.AUDITOR).body();
        assertThat(verify(export).findings()).isEmpty();
        assertThat(export).doesNotContain(person).contains("audit.person-erased", "asked for it");
        assertThat(doors.erase(person, "once more").statusCode()).isEqualTo(404);
    }

    private Report verify(String file) throws IOException {
        return new Verifier(List.of(audit.key.verification()), List.of(), false)
                .verify(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
    }
}

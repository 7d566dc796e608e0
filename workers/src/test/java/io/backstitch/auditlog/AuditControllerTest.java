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
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The audit's doors: who may pass, what they answer, and that nothing stored makes them fail. */
@NeedsStack(Part.POSTGRES)
class AuditControllerTest {

    private static final String AUDITOR = "anna.auditor";

    /** The real doors with the real roles; only Keycloak's signature is not asked for. */
    @EnableAutoConfiguration
    @ComponentScan(basePackages = {"io.backstitch.security", "io.backstitch.web"})
    static class Doors {
        /** A token is a name and a role. */
        @Bean
        JwtDecoder tokens() {
            return token -> Jwt.withTokenValue(token)
                    .header("alg", "none")
                    .claim("preferred_username", token.split("[.]", 2)[0])
                    .claim("realm_access", Map.of("roles", List.of(token.split("[.]", 2)[1])))
                    .expiresAt(Instant.MAX)
                    .build();
        }
    }

    private final HttpClient http = HttpClient.newHttpClient();
    private final AuditOnDatabase audit;

    AuditControllerTest(RunningStack stack) {
        audit = new AuditOnDatabase(
                stack,
                Map.of("server.port", "0"),
                WebApplicationType.SERVLET,
                AuditOnDatabase.Audit.class,
                Doors.class);
    }

    @BeforeEach
    void appendThree() {
        audit.append("order/1");
        audit.append("order/2");
        audit.append("order/3");
        audit.signed();
    }

    @AfterEach
    void close() {
        audit.close();
    }

    @Test
    void exportsWhatVerifiesUpToTheVeryRequest() throws Exception {
        HttpResponse<String> answer = get("export", AUDITOR);

        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/jsonl");
        Report report = verify(answer.body());
        assertThat(report.findings()).isEmpty();
        assertThat(report.entries()).isEqualTo(4);
        assertThat(answer.body()).contains("audit.read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"from=0", "from=-1&to=5", "from=x", "to=0", "from=100", "to=2026-02-30", "from=2026-11-21T14:00"
            })
    void refusesARangeThatIsNone(String range) throws Exception {
        HttpResponse<String> answer = get("export?" + range, AUDITOR);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void exportsByTimeWhatWasWrittenThen() throws Exception {
        Report report = verify(get("export?from=2000-01-01&to=2099-12-31&tenant=" + audit.tenant, AUDITOR)
                .body());

        assertThat(report.findings()).isEmpty();
        assertThat(report.entries()).isEqualTo(4);
        String second = audit.sql("SELECT at FROM audit_entry WHERE tenant = ? AND seq = 2")
                .param(audit.tenant)
                .query(Timestamp.class)
                .single()
                .toInstant()
                .toString();
        assertThat(verify(get("export?from=2&to=" + second, AUDITOR).body()).entries())
                .as("the entry of that very time")
                .isPositive();
        assertThat(get("export?to=2000-01-01T00:00:00Z", AUDITOR).statusCode()).isEqualTo(404);
        assertThat(get("export?from=3&to=2", AUDITOR).statusCode()).isEqualTo(404);
    }

    @Test
    void exportsNoOtherTenantsAudit() throws Exception {
        HttpResponse<String> answer = get("export?tenant=another", AUDITOR);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("another", audit.tenant);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, export, run-viewer",
        "GET, runs/1, privacy-officer",
        "GET, entries/1/proof, run-operator",
        "GET, keys, run-viewer",
        "POST, people/erasures, auditor",
        "DELETE, people/erasures, privacy-officer",
    })
    void letsNobodyPassWithoutTheRole(String method, String path, String role) throws Exception {
        HttpRequest.Builder request = request(path, "mallory." + role).method(method, BodyPublishers.noBody());

        assertThat(send(request).statusCode()).isEqualTo(403);
        assertThat(audit.numbers()).hasSize(3);
    }

    @Test
    void letsNobodyPassWithoutAToken() throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(audit.address().resolve("/api/audit/export"));

        assertThat(send(request).statusCode()).isEqualTo(401);
    }

    @Test
    void anExportThatIsBrokenOffInTheMiddleLacksItsLastLine() {
        // More than what waits in buffers between us and the reader.
        String much = "x".repeat(1 << 16);
        audit.inTransaction(() -> {
            for (int i = 0; i < 20; i++) {
                audit.get(Commands.class).record(AuditKind.RUN_CANCELLED, "order/long", "anna", Map.of("reason", much));
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

        assertThatThrownBy(() -> get("export", AUDITOR)).isInstanceOf(IOException.class);
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
        JsonNode run = json(get("runs/2", AUDITOR));

        assertThat(run.path("entries").valueStream())
                .singleElement()
                .satisfies(piece -> assertThat(piece.path("intact").asBoolean()).isTrue());
        assertThat(run.path("checkpoint").asString()).startsWith("{\"checkpoint\":");
        assertThat(get("runs/nobody", AUDITOR).statusCode()).isEqualTo(404);
    }

    @Test
    void showsAsNotIntactWhatIsNoJsonAnyMore() throws Exception {
        audit.tamper(
                () -> audit.sql("UPDATE audit_entry SET canonical = 'no <b>JSON'::bytea WHERE tenant = ? AND seq = 2")
                        .param(audit.tenant)
                        .update());

        HttpResponse<String> answer = get("runs/2", AUDITOR);

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode piece = json(answer).path("entries").path(0);
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
                        AuditKind.APPROVAL_SEALED,
                        "expense/edited",
                        "anna",
                        Map.of(
                                "proposal",
                                proposal,
                                "form",
                                Map.of("id", "expense.approve", "version", 3, "sha256", sha256))));

        JsonNode run = json(get("runs/edited", AUDITOR));
        assertThat(run.path("seen").path(0).path("hash").asString()).isEqualTo(proposal);
        JsonNode shown = run.path("forms").path(0);
        assertThat(shown.path("intact").asBoolean()).isTrue();
        assertThat(shown.path("version").asInt()).isEqualTo(3);
        assertThat(shown.path("schema")).isEqualTo(JsonMapper.shared().readTree(form));

        audit.sql("UPDATE engine_form SET content = 'swapped' WHERE sha256 = ?")
                .param(sha256)
                .update();
        shown = json(get("runs/edited", AUDITOR)).path("forms").path(0);
        assertThat(shown.path("intact").asBoolean()).isFalse();
        assertThat(shown.path("schema").asString()).isEqualTo("swapped");

        audit.sql("DELETE FROM engine_form WHERE sha256 = ?").param(sha256).update();
        shown = json(get("runs/edited", AUDITOR)).path("forms").path(0);
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
                audit.get(Commands.class).record(AuditKind.RUN_CANCELLED, "order/seen", "anna", Map.of("seen", hash)));
    }

    private JsonNode seen(String hash) throws Exception {
        JsonNode seen = json(get("runs/seen", AUDITOR)).path("seen").path(0);
        assertThat(seen.path("hash").asString()).isEqualTo(hash);
        return seen;
    }

    @Test
    void provesEachEntryOffline() throws Exception {
        for (int seq = 1; seq <= 3; seq++) {
            String proof = get("entries/%d/proof".formatted(seq), AUDITOR).body();

            Report report = verify(proof);
            assertThat(report.verdict()).isEqualTo(Report.Verdict.FINE);
            assertThat(report.from()).isEqualTo(seq);
            assertThat(proof).contains("order/" + seq).doesNotContain("order/" + (seq % 3 + 1));
        }
    }

    @Test
    void provesNothingThatIsNotThereOrNotSigned() throws Exception {
        assertThat(get("entries/100/proof", AUDITOR).statusCode()).isEqualTo(404);
        // The reading of before is an entry; that a checkpoint covers it already is as good.
        assertThat(get("entries/4/proof", AUDITOR).statusCode()).isIn(200, 409);

        audit.tamper(() -> audit.sql("DELETE FROM audit_entry WHERE tenant = ? AND seq = 1")
                .param(audit.tenant)
                .update());
        assertThat(get("entries/2/proof", AUDITOR))
                .returns(409, HttpResponse::statusCode)
                .extracting(HttpResponse::body)
                .asString()
                .contains("entry 1 is missing");
    }

    @Test
    void aPersonIsErasedAndTheChainIsAsValid() throws Exception {
        String person = "person-of-" + audit.tenant;
        audit.inTransaction(
                () -> audit.get(Commands.class).record(AuditKind.RUN_CANCELLED, "order/4", person, Map.of()));
        assertThat(get("runs/4", AUDITOR).body()).contains(person);

        HttpResponse<String> erased = erase(person, "asked for it");

        assertThat(erased.statusCode()).isEqualTo(200);
        assertThat(json(erased).path("pseudonym").asString()).isNotBlank();
        assertThat(get("runs/4", AUDITOR).body()).doesNotContain(person).contains("ERASED");
        audit.signed();
        String export = get("export", AUDITOR).body();
        assertThat(verify(export).findings()).isEmpty();
        assertThat(export).doesNotContain(person).contains("audit.person-erased", "asked for it");
        assertThat(erase(person, "once more").statusCode()).isEqualTo(404);
    }

    @Test
    void erasesNobodyWithoutAReason() throws Exception {
        assertThat(erase("person-of-" + audit.tenant, " ").statusCode()).isEqualTo(400);
        assertThat(audit.numbers()).hasSize(3);
    }

    private HttpResponse<String> erase(String person, String reason) throws Exception {
        String body = JsonMapper.shared().writeValueAsString(Map.of("person", person, "reason", reason));
        return send(request("people/erasures", "petra.privacy-officer")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private Report verify(String file) throws IOException {
        return new Verifier(List.of(audit.key.verification()), List.of(), false)
                .verify(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
    }

    private HttpResponse<String> get(String path, String token) throws IOException, InterruptedException {
        return send(request(path, token));
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(audit.address().resolve("/api/audit/" + path))
                .header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}

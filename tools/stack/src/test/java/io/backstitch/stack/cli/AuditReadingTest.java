package io.backstitch.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** {@code backstitch audit export} and {@code show} ask the application. */
class AuditReadingTest {

    private static final String RUN = """
            {"run": "onboarding-07c1", "entries": [
              {"hash": "00", "intact": true, "people": [{"id": "p1", "knowledge": "KNOWN", "name": "operator"}],
               "entry": {"seq": 3, "at": "2026-11-21T10:15:30.123456Z", "kind": "operator.dead-letter-replayed",
                 "body": {"actor": {"hash": "h1", "id": "p1"}, "deadLetter": 17, "key": null, "reason": "they are well again"}}},
              {"hash": "00", "intact": false, "people": [{"id": "p2", "knowledge": "ERASED", "name": null}],
               "entry": {"seq": 4, "at": "2026-11-21T10:16:30Z", "kind": "operator.run-cancelled",
                 "body": {"actor": {"hash": "h2", "id": "p2"}}}}]}""";

    private final OperatorCommands backstitch = new OperatorCommands();
    private final Path folder;

    AuditReadingTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
    }

    @AfterEach
    void close() {
        backstitch.close();
    }

    @Test
    void showsWhoDecidedWhat() {
        backstitch.application.answers("GET /api/audit/runs/onboarding-07c1", 200, RUN);

        assertThat(backstitch.run("audit", "show", "onboarding-07c1")).isZero();
        assertThat(backstitch.out()).startsWith("""
                     3  2026-11-21 10:15:30 UTC  A step got fresh attempts  (operator.dead-letter-replayed)
                        Who                      operator
                        Reason                   they are well again
                        Dead letter              17
                     4  2026-11-21 10:16:30 UTC  Cancelled  (operator.run-cancelled)
                        CHANGED: the text does not fit its hash
                        Who                      somebody whose name was erased (p2)
                2 entries about onboarding-07c1.
                """);
    }

    @Test
    void tellsProgramsWhatTheApplicationSays() {
        backstitch.application.answers("GET /api/audit/runs/onboarding-07c1", 200, RUN);

        assertThat(backstitch.run("audit", "show", "onboarding-07c1", "--json")).isZero();
        assertThat(JsonMapper.shared().readTree(backstitch.out()))
                .isEqualTo(JsonMapper.shared().readTree(RUN));
    }

    @Test
    void showsAnEntryThatCannotBeReadAsChanged() {
        backstitch.application.answers("GET /api/audit/runs/onboarding-07c1", 200, """
                {"run": "onboarding-07c1", "entries": [
                  {"hash": "00", "intact": false, "entry": null, "text": "no JSON", "people": []}]}""");

        assertThat(backstitch.run("audit", "show", "onboarding-07c1")).isZero();
        assertThat(backstitch.out()).contains("CHANGED: an entry that cannot be read any more", "no JSON");
    }

    @Test
    void writesAPageToBePrinted() throws IOException {
        backstitch.application.answers("GET /api/audit/runs/onboarding-07c1", 200, RUN);
        Path file = folder.resolve("evidence.html");

        assertThat(backstitch.run("audit", "show", "onboarding-07c1", "--html", file.toString()))
                .isZero();
        assertThat(file).content().contains("<h1>onboarding-07c1</h1>", "they are well again");
        assertThat(backstitch.out()).contains(file.toString());
        assertThat(backstitch.run(
                        "audit",
                        "show",
                        "onboarding-07c1",
                        "--html",
                        folder.resolve("no/such/folder").toString()))
                .isEqualTo(1);
        assertThat(backstitch.err()).contains("did not get into");
    }

    @Test
    void fetchesAProofIntoAFileOrToTheTerminal() throws IOException {
        String proof = "{\"type\":\"backstitch.audit.proof\"}\n";
        backstitch.application.answers("GET /api/audit/entries/17/proof", 200, proof);
        Path file = folder.resolve("entry.proof");

        assertThat(backstitch.run("audit", "prove", "17", "-o", file.toString()))
                .isZero();
        assertThat(file).hasContent(proof);
        assertThat(backstitch.out()).contains("backstitch audit verify " + file);

        assertThat(backstitch.run("audit", "prove", "17")).isZero();
        assertThat(backstitch.out()).isEqualTo(proof);
    }

    @Test
    void erasesAPersonWithAReasonOnlyAndTellsWhatStays() {
        backstitch.application.answers("POST /api/audit/people/erasures", 200, """
                {"pseudonym": "p7", "erased": {"approval.requester": 3},
                 "stays": [{"where": "logs", "what": "user names", "until": "30 days"}]}""");

        assertThat(backstitch.run("audit", "erase", "maria", "--also", "Maria M", "--reason", "asked for it"))
                .isZero();
        assertThat(backstitch.out())
                .contains("erased-p7", "approval.requester: 3", "logs: user names; until: 30 days")
                .doesNotContain("maria");
        assertThat(backstitch.application.asked.getLast().body())
                .contains("maria", "Maria M", "asked for it", "\"dryRun\":false");

        assertThat(backstitch.run("audit", "erase", "maria", "--reason", "asked for it", "--dry-run"))
                .isZero();
        assertThat(backstitch.out()).contains("Nothing is changed");
        assertThat(backstitch.application.asked.getLast().body()).contains("\"dryRun\":true");

        assertThat(backstitch.run("audit", "erase", "maria")).isEqualTo(2);
    }

    @Test
    void printsTheKeysThatSigned() {
        backstitch.application.answers("GET /api/audit/keys", 200, """
                {"keys": [{"id": "0011223344556677", "publicKey": "MCow", "since": "2026-11-21T10:15:30.123Z"}]}""");

        assertThat(backstitch.run("audit", "keys")).isZero();
        assertThat(backstitch.out()).isEqualTo("0011223344556677  since 2026-11-21T10:15:30Z  MCow\n");
    }

    @Test
    void printsTheKeysForPrograms() {
        backstitch.application.answers("GET /api/audit/keys", 200, """
                {"keys": [{"id": "0011223344556677", "publicKey": "MCow", "since": "2026-11-21T10:15:30.123Z"}]}""");

        assertThat(backstitch.run("audit", "keys", "--json")).isZero();
        assertThat(JsonMapper.shared()
                        .readTree(backstitch.out())
                        .get(0)
                        .path("publicKey")
                        .asString())
                .isEqualTo("MCow");
    }

    @Test
    void writesTheExportAsItComes() throws IOException {
        String export = "{\"type\":\"backstitch.audit\"}\n{\"end\":{\"lines\":1,\"to\":0}}\n";
        backstitch.application.answers("GET /api/audit/export", 200, export);
        Path file = folder.resolve("export.jsonl");

        assertThat(backstitch.run("audit", "export", "--from=5", "--to=9", file.toString()))
                .isZero();
        assertThat(file).hasContent(export);
        assertThat(backstitch.application.asked.getLast().request()).isEqualTo("GET /api/audit/export?from=5&to=9");
        assertThat(backstitch.application.asked.getLast().token()).isEqualTo("Bearer token-of-a-person");
        assertThat(backstitch.out()).contains("backstitch audit verify " + file);

        backstitch.run(
                "audit", "export", "--tenant=a b", "--from=2026-11-21", "--to=2026-11-21T14:00:00+01:00", file + "");
        assertThat(backstitch.application.asked.getLast().request())
                .isEqualTo("GET /api/audit/export?from=2026-11-21&to=2026-11-21T14%3A00%3A00%2B01%3A00&tenant=a%20b");
    }

    @Test
    void leavesTheFormerExportWhenTheApplicationSaysNo() throws IOException {
        backstitch.application.refuses(
                "GET /api/audit/export", 403, "Your token does not have the role that this needs");
        Path file = Files.writeString(folder.resolve("export.jsonl"), "of before");

        assertThat(backstitch.run("audit", "export", file.toString())).isEqualTo(1);
        assertThat(backstitch.err()).contains("status 403").contains("auditor").doesNotContain("Exception");
        assertThat(file).hasContent("of before");
        assertThat(folder).isDirectoryNotContaining("glob:**.begun");
    }
}

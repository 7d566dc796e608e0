package io.backstitch.auditlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.audit.Report;
import io.backstitch.audit.Verifier;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.backstitch.value.Drawn;
import io.backstitch.value.Name;
import io.backstitch.value.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever people write, the audit says it: in the chain, in the evidence of a run, and in an export that verifies. */
@NeedsStack(Part.POSTGRES)
class AuditValuesTest {

    private static final int DRAWN = 150;
    private static final String RUN = "order/values";

    private final Drawn drawn = new Drawn();
    private final AuditOnDatabase audit;

    AuditValuesTest(RunningStack stack) {
        audit = new AuditOnDatabase(stack, Map.of());
    }

    @AfterEach
    void close() {
        audit.close();
    }

    @Test
    void aReasonIsTheSameInEntryEvidenceAndExport() throws IOException {
        List<String> reasons = drawn.texts(Reason::of, DRAWN);
        record("ada", reasons);

        assertThat(audit.entries()).extracting(entry -> reason(entry.body())).isEqualTo(reasons);
        List<RunEvidence.Piece> pieces =
                audit.get(RunEvidence.class).of("values").entries();
        assertThat(pieces).as("seed %d", drawn.seed()).allMatch(RunEvidence.Piece::intact);
        assertThat(pieces)
                .as("seed %d", drawn.seed())
                .extracting(piece -> reason(String.valueOf(piece.entry()), "body"))
                .isEqualTo(reasons);
        assertThat(exported()).as("seed %d", drawn.seed()).isEqualTo(reasons);
    }

    @Test
    void aPersonIsKnownByTheirNameAndTheChainHasNoneOfIt() throws IOException {
        List<String> names =
                drawn.names(Name::of, DRAWN).stream().map(name -> "who " + name).toList();
        names.forEach(name -> record(name, List.of("because")));
        audit.get(Sequencer.class).catchUp();

        assertThat(audit.get(RunEvidence.class).of("values").entries())
                .as("seed %d", drawn.seed())
                .extracting(piece -> String.valueOf(piece.people().getFirst().name()))
                .isEqualTo(names);
        assertThat(new String(export(), StandardCharsets.UTF_8)).doesNotContain("who ");
    }

    @Test
    void halfACharacterIsRefusedAndNothingIsOnRecord() {
        assertThatThrownBy(() -> record("ada", List.of("half \uD83D"))).isInstanceOf(IllegalArgumentException.class);

        assertThat(audit.entries()).isEmpty();
    }

    private void record(String who, List<String> reasons) {
        audit.inTransaction(() -> reasons.forEach(
                reason -> audit.get(Commands.class).record(Audited.RUN_CANCELLED, RUN, who, Map.of("reason", reason))));
    }

    /** The reasons of an export that verifies. */
    private List<String> exported() throws IOException {
        byte[] export = export();
        Report report = new Verifier(List.of(audit.key.verification()), List.of(), false)
                .verify(new ByteArrayInputStream(export));
        assertThat(report.findings()).isEmpty();
        return new String(export, StandardCharsets.UTF_8)
                .lines()
                .map(line -> JsonMapper.shared().readTree(line))
                .flatMap(line -> line.findValues("reason").stream())
                .map(JsonNode::asString)
                .toList();
    }

    private byte[] export() {
        audit.signed();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        audit.get(Exports.class).write(new Bound.At(1), null, () -> out);
        return out.toByteArray();
    }

    private static String reason(String json, String... path) {
        JsonNode node = JsonMapper.shared().readTree(json);
        for (String name : path) {
            node = node.path(name);
        }
        return node.path("reason").asString();
    }
}

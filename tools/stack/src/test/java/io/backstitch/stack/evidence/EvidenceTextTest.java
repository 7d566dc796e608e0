package io.backstitch.stack.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** The text tells what the page tells. */
class EvidenceTextTest {

    private final ObjectNode audit = Story.read();

    @Test
    void tellsADecisionInReadableLines() {
        assertThat(EvidenceText.of(audit)).contains("""
                   122  2026-11-20 09:15:12 UTC  Approved  (approval.sealed)
                        Who                      maria
                        On behalf of             somebody whose name was erased (p3)
                        How well we know         Identity proven: by their own access token
                        Logged in at             2026-11-20 09:10:00 UTC
                        Decision                 approve
                        Which means              agrees to what was seen
                        Reason                   Within the budget of the quarter,
                                                 without the first class.
                        Amount                   1,250.00 EUR
                        Limit at that time       5,000.00 EUR
                        By which groups          finance
                        Counted                  yes
                        Changed by the approver  amount: 1250 → 1100.5
                                                 costCenter: 4711 → 4712
                        Data changed meanwhile   no
                """);
    }

    @Test
    void tellsWhichRuleRefused() {
        assertThat(EvidenceText.of(audit))
                .contains("A decision was refused: it did not count  (approval.refused)")
                .containsPattern("Who +tom\n")
                .containsPattern("Rule that was broken +own-request\n")
                .containsPattern("Who +nobody: the engine named no assignee\n");
    }

    @Test
    void namesWhatIsNotAsItWas() {
        assertThat(EvidenceText.of(audit))
                .contains("CHANGED: an entry that cannot be read any more")
                .containsPattern("What they saw +aa0+4 \\(erased\\)\n")
                .containsPattern("What they saw +aa0+5 \\(CHANGED or removed\\)\n")
                .containsPattern("Data changed meanwhile +yes");
    }

    @Test
    void doesNotMoveTheCursor() {
        ObjectNode body =
                (ObjectNode) audit.path("entries").path(1).path("entry").path("body");
        body.put("reason", "\u001b[2Jgone\rhidden");

        assertThat(EvidenceText.of(audit)).doesNotContain("\u001b", "\r").contains("gone", "hidden");
    }
}

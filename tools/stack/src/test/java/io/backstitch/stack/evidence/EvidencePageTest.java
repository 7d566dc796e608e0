package io.backstitch.stack.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The page tells an auditor who decided what, and nothing that is in it acts. */
class EvidencePageTest {

    private static final Instant AT = Instant.parse("2026-11-21T10:15:30Z");

    private final ObjectNode audit = Story.read();

    @Test
    void saysWhoDecidedAndHowWellThatIsKnown() {
        assertThat(page())
                .contains("<b>maria</b>", "Identity proven: by their own access token")
                .contains("<b>tom</b>", "Identity asserted: by the engine&#39;s assignee (Tasklist)")
                .contains("1,250.00 EUR", "5,000.00 EUR")
                .contains("Within the budget of the quarter,")
                .contains("somebody whose name was erased (p3)")
                .contains("own-request", "nobody: the engine named no assignee")
                .contains("Rejected, too late to count", "no: it had been decided without it");
    }

    @Test
    void showsTheFormWithTheValuesThatWereSeen() {
        assertThat(page())
                .contains("expense.approve, version 3", "form fits its hash on record")
                .contains("Conference in Lisbon", "○ Approve", "<th>Category</th>", "Two nights", "hotel.pdf")
                .contains("Trip to Lisbon &lt;script&gt;", "Train &lt;b&gt;first class")
                .contains("Data beside the fields of the form", "department")
                .containsOnlyOnce("<b>A decision did not count</b>");
    }

    @Test
    void showsWhatTheApproverChangedAndAnswered() {
        assertThat(page())
                .containsSubsequence(
                        "<th>amount</th>",
                        "1250",
                        "1100.5",
                        "<th>costCenter</th>",
                        "4711",
                        "4712",
                        "Cost centre",
                        "4711")
                .containsSubsequence("Cost centre", "answered in #122 maria", "4712")
                .containsSubsequence("Decision", "answered in #120 tom (refused)", "Approve")
                .as("what was changed is told where it was changed, and is no form that somebody saw")
                .doesNotContain("Form F");
    }

    @Test
    void namesWhatWasChangedAndWhatWasErased() {
        assertThat(page())
                .contains("1 of 8 entries were changed after they were written", "no longer JSON &lt;here&gt;")
                .contains("held personal data and was erased")
                .contains("This is not what was seen: it does not fit the hash that is on record.")
                .contains("This is not the form that was seen: it does not fit the hash that is on record.")
                .contains("somebody removed it");
    }

    @Test
    void showsWhatWasSeenAlsoWithoutItsForm() {
        audit.putArray("forms");
        assertThat(page()).contains("Conference in Lisbon").contains("goes on record with a decision");

        audit.putArray("forms")
                .addObject()
                .put("id", "expense.approve")
                .put("version", 3)
                .put("sha256", "5e".repeat(32))
                .put("intact", false)
                .putNull("schema");
        assertThat(page()).contains("Conference in Lisbon", "The form that was seen is not there");
    }

    @Test
    void tellsTheNewestCheckpointAndHowToVerify() {
        assertThat(page()).contains("128 entries of default, signed at 2026-11-21 10:15:32 UTC", "audit verify");
        audit.putNull("checkpoint");
        assertThat(page()).contains("this audit is not signed");
    }

    @Test
    void nothingInItActsNorComesFromElsewhere() {
        audit.put("run", "<script>alert(1)</script>");
        String page = page();

        assertThat(page)
                .doesNotContainPattern("<(script|img|iframe|a|link|object|embed|svg)\\b")
                .doesNotContainPattern("<[a-z0-9]+ [^>]*\\b(src|href|style|on[a-z]+)=")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;img src=x onerror=alert(1)&gt;")
                .contains("default-src 'none'");
    }

    @Test
    void isAPageAlsoOfNothing() {
        assertThat(EvidencePage.of(JsonMapper.shared().createObjectNode(), AT)).contains("0 entries", "</html>");
    }

    private String page() {
        return EvidencePage.of(audit, AT);
    }
}

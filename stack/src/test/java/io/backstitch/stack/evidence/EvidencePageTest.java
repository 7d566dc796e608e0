package io.backstitch.stack.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The page tells an auditor who decided what, and nothing that is in it acts. */
class EvidencePageTest {

    private static final Instant AT = Instant.parse("2026-11-21T10:15:30Z");

    private final ObjectNode audit = audit();

    @Test
    void saysWhoDecidedAndHowWellThatIsKnown() {
        assertThat(page())
                .contains("<b>maria</b>", "Identity proven: by their own access token")
                .contains("<b>tom</b>", "Identity asserted: by the engine&#39;s assignee (Tasklist)")
                .contains("1,250.00 EUR", "5,000.00 EUR")
                .contains("Within the budget of the quarter.")
                .contains("somebody whose name was erased (p3)")
                .contains("own-request");
    }

    @Test
    void showsTheFormWithTheValuesThatWereSeen() {
        assertThat(page())
                .contains("Trip to Lisbon", "Purpose of the expense", "◉ Reject", "○ Approve")
                .contains("Requested by tom")
                .contains("Hotel", "640")
                .contains("Data beside the fields of the form", "proposal.costCentre");
    }

    @Test
    void namesWhatWasChangedAndWhatWasErased() {
        assertThat(page())
                .contains("1 of 6 entries were changed after they were written", "no longer JSON &lt;here&gt;")
                .contains("held personal data and was erased")
                .contains("This is not what was seen: it does not fit the hash that is on record.")
                .contains("somebody removed it");
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

    private static ObjectNode audit() {
        try (InputStream story = Objects.requireNonNull(EvidencePageTest.class.getResourceAsStream("story.json"))) {
            JsonNode read = JsonMapper.shared().readTree(new String(story.readAllBytes(), StandardCharsets.UTF_8));
            return (ObjectNode) read;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

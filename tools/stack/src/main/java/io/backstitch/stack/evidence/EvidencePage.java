package io.backstitch.stack.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The evidence of one run as one page of HTML: whole in itself, without scripts, made to be printed. All that comes from outside is escaped.
 *
 * <p>The page says what the application said: whether that is what was written is for the verifier to say, and the page tells how to ask it.
 */
public final class EvidencePage {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private EvidencePage() {}

    /**
     * The page.
     *
     * @param audit what {@code GET /api/audit/runs/{run}} answers
     * @param at when it was asked
     */
    public static String of(JsonNode audit, Instant at) {
        String run = audit.path("run").asString("");
        SeenList seen = new SeenList(new Sights(audit));
        List<EntryCard> cards = audit.path("entries")
                .valueStream()
                .map(piece -> new EntryCard(piece, seen))
                .toList();
        Html page = Html.all(
                Html.tag(
                        "header.page",
                        Html.tag("div.brand", "Backstitch · evidence of a run"),
                        Html.tag("h1", run),
                        Html.tag("p.note", "As the application told it at " + Values.time(at))),
                summary(cards),
                Html.tag("h2", "What happened"),
                Html.all(cards.stream().map(EntryCard::html).toList()),
                seen.html(),
                foot(audit.path("checkpoint").asString("")));
        return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width\">"
                // Nothing is fetched and nothing is run, whatever the text holds.
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
                + Html.tag("title", "Evidence of " + run).markup()
                + "<style>" + css() + "</style></head><body>\n"
                + page.markup() + "\n</body></html>\n";
    }

    private static Html summary(List<EntryCard> cards) {
        long changed = cards.stream().filter(card -> !card.isIntact()).count();
        return changed == 0
                ? Html.tag(
                        "p.summary.good",
                        "✓ %d %s, and the text of each fits its hash."
                                .formatted(cards.size(), cards.size() == 1 ? "entry" : "entries"))
                : Html.tag(
                        "p.summary.bad",
                        "✗ %d of %d entries were changed after they were written.".formatted(changed, cards.size()));
    }

    private static Html foot(String line) {
        return Html.tag(
                "footer.page",
                Html.tag("h2", "How to verify"),
                checkpoint(line),
                Html.tag(
                        "p",
                        "That an entry fits its own hash does not prove that history was not rewritten as a whole. That is proven"
                                + " offline, with an export and the public key that you have kept:"),
                Html.tag("pre", """
                        backstitch audit export audit.jsonl
                        backstitch audit verify audit.jsonl --key KEY
                        backstitch audit prove NUMBER -o entry.proof     # one entry alone
                        backstitch audit verify entry.proof --key KEY"""));
    }

    private static Html checkpoint(String line) {
        JsonNode checkpoint = read(line).path("checkpoint");
        if (!checkpoint.isObject()) {
            return Html.tag("p.bad", "There is no signed checkpoint: this audit is not signed.");
        }
        return Html.tag(
                "table.facts",
                Values.row(
                        "Newest checkpoint",
                        Html.text("%s entries of %s, signed at %s"
                                .formatted(
                                        checkpoint.path("size").asString(""),
                                        checkpoint.path("tenant").asString(""),
                                        Values.time(checkpoint.path("at"))))),
                Values.row(
                        "Signed with the key",
                        Html.tag("code", checkpoint.path("key").asString(""))),
                Values.row(
                        "Root of all entries",
                        Html.tag("code", checkpoint.path("root").asString(""))));
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line.isBlank() ? "{}" : line);
        } catch (JacksonException e) {
            return JSON.createObjectNode();
        }
    }

    private static String css() {
        try (InputStream css = Objects.requireNonNull(EvidencePage.class.getResourceAsStream("evidence.css"))) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

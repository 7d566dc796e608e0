package io.backstitch.auditlog;

import io.backstitch.audit.Entry;
import io.backstitch.audit.Pseudonym;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is on record about one run, with the names of the people as far as they are known. */
@Component
class RunEvidence {

    private final Entries entries;
    private final People people;
    private final Snapshots snapshots;
    private final Forms forms;
    private final JsonMapper json;

    RunEvidence(Entries entries, People people, Snapshots snapshots, Forms forms, JsonMapper json) {
        this.entries = entries;
        this.people = people;
        this.snapshots = snapshots;
        this.forms = forms;
        this.json = json;
    }

    /**
     * One entry.
     *
     * @param hash as it is stored
     * @param intact whether the text fits the hash; whether history was rewritten as a whole only an export's verification says
     * @param entry as it is stored; null when that is no JSON
     * @param text what is stored instead of JSON; otherwise null
     * @param people whom its pseudonyms mean
     */
    record Piece(
            String hash,
            boolean intact,
            @Nullable JsonNode entry,
            @Nullable String text,
            List<People.Named> people) {}

    /**
     * What is on record about a run.
     *
     * @param seen what those who decided saw, and the proposals as they changed them
     * @param forms through which they saw it
     */
    record Evidence(List<Piece> entries, List<Snapshots.Seen> seen, List<Forms.Form> forms) {}

    /** In their order; none when nothing is on record. */
    Evidence of(String businessId) {
        List<Piece> pieces = entries.ofRun(businessId).stream().map(this::piece).toList();
        List<JsonNode> bodies = pieces.stream()
                .map(Piece::entry)
                .filter(Objects::nonNull)
                .map(entry -> entry.path("body"))
                .toList();
        List<String> hashes = bodies.stream()
                .flatMap(body -> Stream.of(body.path("seen"), body.path("proposal")))
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .distinct()
                .toList();
        List<Forms.Named> named = bodies.stream()
                .map(body -> body.path("form"))
                .filter(form -> form.path("sha256").isString())
                .map(form -> new Forms.Named(
                        form.path("id").asString(""),
                        form.path("version").asInt(0),
                        form.path("sha256").asString()))
                .distinct()
                .toList();
        return new Evidence(pieces, snapshots.of(hashes), forms.of(named));
    }

    private Piece piece(Entries.Stored stored) {
        String hash = stored.hash().toString();
        boolean intact = Entry.hashOf(stored.canonical()).equals(stored.hash());
        try {
            JsonNode entry = json.readTree(stored.canonical());
            List<People.Named> named =
                    pseudonyms(entry.path("body")).distinct().map(people::named).toList();
            return new Piece(hash, intact, entry, null, named);
        } catch (JacksonException e) {
            // We wrote JSON: it was changed.
            return new Piece(hash, intact, null, new String(stored.canonical(), StandardCharsets.UTF_8), List.of());
        }
    }

    private static Stream<Pseudonym> pseudonyms(JsonNode node) {
        boolean is = node.size() == 2
                && node.path("id").isString()
                && node.path("hash").isString();
        return is
                ? Stream.of(new Pseudonym(
                        node.path("id").asString(), node.path("hash").asString()))
                : node.valueStream().flatMap(RunEvidence::pseudonyms);
    }
}

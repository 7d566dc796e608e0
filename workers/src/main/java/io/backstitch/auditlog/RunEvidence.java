package io.backstitch.auditlog;

import io.backstitch.audit.Entry;
import io.backstitch.audit.Pseudonym;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is on record about one run, with the names of the people as far as they are known. */
@Component
class RunEvidence {

    private final Entries entries;
    private final People people;
    private final JsonMapper json;

    RunEvidence(Entries entries, People people, JsonMapper json) {
        this.entries = entries;
        this.people = people;
        this.json = json;
    }

    /**
     * One entry.
     *
     * @param hash as it is stored
     * @param intact whether the text fits the hash; whether history was rewritten as a whole only an export's verification says
     * @param entry as it is stored
     * @param people whom its pseudonyms mean
     */
    record Piece(String hash, boolean intact, JsonNode entry, List<People.Named> people) {}

    /** In their order; none when nothing is on record. */
    List<Piece> of(String businessId) {
        return entries.ofRun(businessId).stream().map(this::piece).toList();
    }

    private Piece piece(Entries.Stored stored) {
        JsonNode entry = json.readTree(stored.canonical());
        List<People.Named> named =
                pseudonyms(entry.path("body")).distinct().map(people::named).toList();
        boolean intact = Entry.hashOf(stored.canonical()).equals(stored.hash());
        return new Piece(stored.hash().toString(), intact, entry, named);
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

package io.backstitch.auditlog;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What those who decided saw, and what they made of it. Like names it lies beside the chain, which holds its hash, and can be erased. */
@Component
class Snapshots {

    private final List<KeptBeside> keepers;
    private final JsonMapper json;

    Snapshots(ObjectProvider<KeptBeside> keepers, JsonMapper json) {
        this.keepers = keepers.stream().toList();
        this.json = json;
    }

    /**
     * What somebody saw.
     *
     * @param hash as an entry names it
     * @param intact whether the content fits the hash
     * @param erased whether it was erased; when it is neither that nor intact, somebody changed or removed it
     * @param content the form's id and the variables; a text when it is no JSON any more; null when it is not there
     */
    record Seen(
            String hash,
            boolean intact,
            boolean erased,
            @Nullable JsonNode content) {}

    /** In the order of the hashes. */
    List<Seen> of(List<String> hashes) {
        List<KeptBeside.Kept> stored =
                keepers.stream().flatMap(it -> it.seen(hashes).stream()).toList();
        return hashes.stream()
                .map(hash -> stored.stream()
                        .filter(it -> it.hash().equals(hash))
                        .findFirst()
                        .map(this::seen)
                        .orElse(new Seen(hash, false, false, null)))
                .toList();
    }

    private Seen seen(KeptBeside.Kept stored) {
        String content = stored.content();
        if (content == null) {
            return new Seen(stored.hash(), false, true, null);
        }
        KeptText text = new KeptText(content);
        return new Seen(stored.hash(), text.fits(stored.hash()), false, text.read(json));
    }
}

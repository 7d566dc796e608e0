package io.backstitch.audit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys that the reader trusts, and what each vouched for. */
final class KnownKeys {
    private final Map<String, VerificationKey> keys = new HashMap<>();
    private final Map<String, KeyUse> uses = new LinkedHashMap<>();
    private final Findings findings;

    KnownKeys(Collection<VerificationKey> keys, Findings findings) {
        keys.forEach(key -> this.keys.put(key.id(), key));
        this.findings = findings;
    }

    /**
     * Null when it proves nothing; then there is a finding.
     *
     * @param what how the reader knows the checkpoint
     */
    Item.@Nullable Signed examine(Item.Vouched item, String tenant, String what) {
        Checkpoint checkpoint = item.signed().checkpoint();
        VerificationKey key = keys.get(checkpoint.key());
        if (key == null) {
            findings.add(
                    Finding.Kind.UNKNOWN_KEY,
                    item.line(),
                    "%s of %d entries names the key %s, which is none of those given: nobody can say who signed it."
                            .formatted(what, checkpoint.size(), checkpoint.key()));
            return null;
        }
        if (!item.signed().isSignedBy(key)) {
            findings.add(
                    Finding.Kind.SIGNATURE,
                    item.line(),
                    "%s of %d entries was not signed like this by the key %s: its text or its signature was changed."
                            .formatted(what, checkpoint.size(), checkpoint.key()));
            return null;
        }
        if (!checkpoint.tenant().equals(tenant)) {
            findings.add(
                    Finding.Kind.TENANT,
                    item.line(),
                    "%s of %d entries is for the tenant %s, not for %s."
                            .formatted(what, checkpoint.size(), checkpoint.tenant(), tenant));
            return null;
        }
        return new Item.Signed(item.line(), item.signed());
    }

    void vouched(Checkpoint checkpoint) {
        uses.merge(checkpoint.key(), KeyUse.of(checkpoint), (use, ignored) -> use.and(checkpoint));
    }

    List<KeyUse> uses() {
        return new ArrayList<>(uses.values());
    }
}

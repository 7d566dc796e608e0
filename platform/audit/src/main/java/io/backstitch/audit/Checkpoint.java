package io.backstitch.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * What a key vouches for: the chain of a tenant up to its entry number {@code size}. Who keeps one elsewhere can tell later whether history was changed.
 *
 * @param size how many entries
 * @param root the Merkle tree hash of their hashes
 * @param head the hash of entry {@code size}
 * @param at when it was signed
 * @param key the id of the key
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9162#section-4.10">RFC 9162, 4.10: signed tree heads</a>
 */
public record Checkpoint(String tenant, long size, Hash root, Hash head, Instant at, String key) {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException when there is nothing to vouch for
     */
    public Checkpoint {
        Head.requireTenant(tenant);
        if (size < 1) {
            throw new IllegalArgumentException("A checkpoint covers at least one entry, not %d.".formatted(size));
        }
    }

    /** What is signed: JSON in the form of RFC 8785. */
    public byte[] canonical() {
        return ("{\"at\":\"" + at
                        + "\",\"head\":\"" + head
                        + "\",\"key\":" + CanonicalJson.quote(key)
                        + ",\"root\":\"" + root
                        + "\",\"size\":" + size
                        + ",\"tenant\":" + CanonicalJson.quote(tenant)
                        + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** @throws Malformed when these bytes are no canonical checkpoint */
    static Checkpoint read(byte[] bytes, int from, int end) {
        Cursor cursor = new Cursor(bytes, from, end);
        cursor.expect("{\"at\":");
        Instant at = cursor.instant();
        cursor.expect(",\"head\":");
        Hash head = cursor.hash();
        cursor.expect(",\"key\":");
        String key = cursor.string();
        cursor.expect(",\"root\":");
        Hash root = cursor.hash();
        cursor.expect(",\"size\":");
        long size = cursor.number();
        cursor.expect(",\"tenant\":");
        String tenant = cursor.string();
        cursor.expect("}");
        cursor.expectEnd();
        if (size < 1 || tenant.isEmpty()) {
            throw new Malformed("it covers nothing");
        }
        return new Checkpoint(tenant, size, root, head, at, key);
    }
}

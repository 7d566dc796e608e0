package io.backstitch.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing on record. It names the hash of the entry before it, so none can be changed without all that follow.
 *
 * @param seq its number in the tenant's chain: from 1, without gaps
 * @param at when; not before the entry before it
 * @param kind what happened: {@code approval.sealed}
 * @param run what it is about, or null
 * @param body a JSON object in the form of RFC 8785
 * @param prev the hash of the former entry; {@link Hash#ZERO} for the first
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8785">RFC 8785: JSON Canonicalization Scheme</a>
 */
public record Entry(
        String tenant,
        long seq,
        Instant at,
        String kind,
        @Nullable String run,
        String body,
        Hash prev) {

    /**
     * Checks all but the body, which comes from a {@link Draft} or was read.
     *
     * @throws IllegalArgumentException when the kind is none, or the number below 1
     */
    public Entry {
        Head.requireTenant(tenant);
        Draft.requireKind(kind);
        Draft.requireRun(run);
        if (seq < 1) {
            throw new IllegalArgumentException("Entries are numbered from 1, not from %d.".formatted(seq));
        }
    }

    /**
     * The entry that these bytes are.
     *
     * @throws IllegalArgumentException when they are not exactly what {@link #canonical()} would return
     */
    public static Entry read(byte[] canonical) {
        try {
            EntryFields fields = EntryFields.read(canonical, 0, canonical.length);
            String body = new String(
                    canonical, fields.bodyFrom(), fields.bodyTo() - fields.bodyFrom(), StandardCharsets.UTF_8);
            return new Entry(
                    fields.tenant(), fields.seq(), fields.at(), fields.kind(), fields.run(), body, fields.prev());
        } catch (Malformed e) {
            throw new IllegalArgumentException("This is no canonical entry: " + e.getMessage(), e);
        }
    }

    /** What is hashed, stored and exported: these bytes, for ever. */
    public byte[] canonical() {
        return ("{\"at\":\"" + at
                        + "\",\"body\":" + body
                        + ",\"kind\":" + CanonicalJson.quote(kind)
                        + ",\"prev\":\"" + prev
                        + "\",\"run\":" + (run == null ? "null" : CanonicalJson.quote(run))
                        + ",\"seq\":" + seq
                        + ",\"tenant\":" + CanonicalJson.quote(tenant)
                        + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** SHA-256 of a zero byte and the canonical bytes: the link of the chain, and the leaf of the tree. */
    public Hash hash() {
        return hashOf(canonical());
    }

    /** The hash of an entry whose canonical bytes are at hand. */
    public static Hash hashOf(byte[] canonical) {
        return Hash.ofLeaf(canonical, 0, canonical.length);
    }

    /** The end of the chain after this entry. */
    public Head head() {
        return new Head(tenant, seq, at, hash());
    }
}

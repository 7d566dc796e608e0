package io.backstitch.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/**
 * A checkpoint and its signature.
 *
 * @param signature the Ed25519 signature of the canonical bytes, in base64
 */
public record SignedCheckpoint(Checkpoint checkpoint, String signature) {
    private static final String BEFORE = "{\"checkpoint\":";
    private static final String BETWEEN = ",\"signature\":\"";
    private static final String AFTER = "\"}";

    /** A signature has 64 bytes, and these in base64 88 characters. */
    private static final int BASE64 = 88;

    /**
     * Vouches for a chain. It is never earlier than the last entry: a clock that lags is taken forward.
     *
     * @param tree of all entries up to the head
     * @throws IllegalArgumentException when the tree has another size than the chain, or there is no entry
     */
    public static SignedCheckpoint sign(Head head, Frontier tree, Instant at, SigningKey key) {
        if (tree.size() != head.seq()) {
            throw new IllegalArgumentException(
                    "The tree has %d leaves, the chain %d entries.".formatted(tree.size(), head.seq()));
        }
        Instant signedAt = at.truncatedTo(ChronoUnit.MICROS);
        Checkpoint checkpoint = new Checkpoint(
                head.tenant(),
                head.seq(),
                tree.root(),
                head.hash(),
                signedAt.isBefore(head.at()) ? head.at() : signedAt,
                key.verification().id());
        return new SignedCheckpoint(checkpoint, Base64.getEncoder().encodeToString(key.sign(checkpoint.canonical())));
    }

    /**
     * The checkpoint of a line.
     *
     * @throws IllegalArgumentException when it is not exactly what {@link #line()} would return
     */
    public static SignedCheckpoint read(String line) {
        try {
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            return read(bytes, bytes.length);
        } catch (Malformed e) {
            throw new IllegalArgumentException("This is no checkpoint: " + e.getMessage(), e);
        }
    }

    /** @throws Malformed when this is no line of a checkpoint */
    static SignedCheckpoint read(byte[] line, int length) {
        int tail = length - BETWEEN.length() - BASE64 - AFTER.length();
        if (tail < BEFORE.length()) {
            throw new Malformed("the line is too short");
        }
        new Cursor(line, 0, length).expect(BEFORE);
        Cursor end = new Cursor(line, tail, length);
        end.expect(BETWEEN);
        int from = end.position();
        new Cursor(line, from + BASE64, length).expect(AFTER);
        return new SignedCheckpoint(
                Checkpoint.read(line, BEFORE.length(), tail),
                requireBase64(new String(line, from, BASE64, StandardCharsets.ISO_8859_1)));
    }

    /** Decoders take what they do not need for nothing; a signature is written in one way. */
    private static String requireBase64(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            if (Base64.getEncoder().encodeToString(bytes).equals(base64)) {
                return base64;
            }
        } catch (IllegalArgumentException e) {
            throw new Malformed("the signature is no base64");
        }
        throw new Malformed("the signature is not how base64 writes it");
    }

    /** One line of JSON without its end: so it stands in an export, and so it is kept elsewhere. */
    public String line() {
        return BEFORE + new String(checkpoint.canonical(), StandardCharsets.UTF_8) + BETWEEN + signature + AFTER;
    }

    /** Whether this key signed it. */
    public boolean isSignedBy(VerificationKey key) {
        return key.id().equals(checkpoint.key())
                && key.verifies(checkpoint.canonical(), Base64.getDecoder().decode(signature));
    }
}

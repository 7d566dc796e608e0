package io.backstitch.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A SHA-256 hash: 32 bytes, equal by value, never changed. It prints as 64 lower-case hex digits.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6962#section-2.1">RFC 6962, 2.1: a leaf and a node never hash alike</a>
 */
public final class Hash {
    /** What stands where there is no former entry. */
    public static final Hash ZERO = new Hash(new byte[Hash.LENGTH]);

    static final int LENGTH = 32;

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The hash with these bytes, which are copied.
     *
     * @throws IllegalArgumentException when these are not 32 bytes
     */
    public static Hash of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("A hash has 32 bytes, not %d.".formatted(bytes.length));
        }
        return new Hash(bytes.clone());
    }

    /**
     * As {@link #toString()} writes it.
     *
     * @throws IllegalArgumentException when these are not 64 lower-case hex digits: one hash is written in one way
     */
    public static Hash ofHex(String hex) {
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("A hash is 64 lower-case hex digits, not \"%s\".".formatted(hex));
        }
        return new Hash(HexFormat.of().parseHex(hex));
    }

    static Hash ofEmpty() {
        return new Hash(sha256().digest());
    }

    static Hash ofLeaf(byte[] bytes, int from, int length) {
        MessageDigest digest = sha256();
        digest.update(LEAF);
        digest.update(bytes, from, length);
        return new Hash(digest.digest());
    }

    static Hash ofNode(Hash left, Hash right) {
        MessageDigest digest = sha256();
        digest.update(NODE);
        digest.update(left.bytes);
        digest.update(right.bytes);
        return new Hash(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }

    /** A copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}

package io.backstitch.audit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A Merkle tree that only grows, of which only the right edge is kept: the hashes of its perfect subtrees, largest first, one for each bit of its size.
 * Appending costs two hashes on average; a tree of a billion leaves needs 30 hashes. Not for several threads at once.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9162#section-2.1">RFC 9162, 2.1: Merkle trees</a>
 */
public final class Frontier {
    private final List<Hash> peaks;
    private long size;

    private Frontier(long size, List<Hash> peaks) {
        this.size = size;
        this.peaks = peaks;
    }

    /** Of a tree without leaves. */
    public static Frontier empty() {
        return new Frontier(0, new ArrayList<>());
    }

    /**
     * As it was.
     *
     * @param peaks the hashes of the perfect subtrees, largest first
     * @throws IllegalArgumentException when a tree of this size has another number of perfect subtrees
     */
    public static Frontier of(long size, List<Hash> peaks) {
        if (size < 0 || Long.bitCount(size) != peaks.size()) {
            throw new IllegalArgumentException(
                    "A tree of %d leaves does not have %d perfect subtrees.".formatted(size, peaks.size()));
        }
        return new Frontier(size, new ArrayList<>(peaks));
    }

    /**
     * As {@link #packed()} wrote it.
     *
     * @throws IllegalArgumentException when a tree of this size has another number of perfect subtrees
     */
    public static Frontier unpack(long size, byte[] packed) {
        if (packed.length % Hash.LENGTH != 0) {
            throw new IllegalArgumentException("%d bytes are no list of hashes.".formatted(packed.length));
        }
        List<Hash> peaks = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(packed);
        while (bytes.hasRemaining()) {
            byte[] hash = new byte[Hash.LENGTH];
            bytes.get(hash);
            peaks.add(Hash.of(hash));
        }
        return of(size, peaks);
    }

    /** Adds a leaf: the hash of an entry. */
    public void append(Hash leaf) {
        Hash hash = leaf;
        // As in binary addition: each trailing one of the size is a subtree that this leaf completes a larger one with.
        for (long carry = size; (carry & 1) == 1; carry >>= 1) {
            hash = Hash.ofNode(peaks.removeLast(), hash);
        }
        peaks.add(hash);
        size++;
    }

    /** The Merkle tree hash of all leaves so far. */
    public Hash root() {
        if (peaks.isEmpty()) {
            return Hash.ofEmpty();
        }
        Hash root = peaks.getLast();
        for (int i = peaks.size() - 2; i >= 0; i--) {
            root = Hash.ofNode(peaks.get(i), root);
        }
        return root;
    }

    /** How many leaves. */
    public long size() {
        return size;
    }

    /** The hashes of the perfect subtrees, largest first. */
    public List<Hash> peaks() {
        return List.copyOf(peaks);
    }

    /** The hashes of the perfect subtrees in a row, 32 bytes each. */
    public byte[] packed() {
        ByteBuffer bytes = ByteBuffer.allocate(peaks.size() * Hash.LENGTH);
        peaks.forEach(peak -> bytes.put(peak.bytes()));
        return bytes.array();
    }

    /** Another one that grows by itself. */
    public Frontier copy() {
        return new Frontier(size, new ArrayList<>(peaks));
    }
}

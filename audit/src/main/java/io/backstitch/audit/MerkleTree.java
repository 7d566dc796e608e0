package io.backstitch.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A Merkle tree with all its leaves, for proofs. Each call walks over all leaves; whoever only needs the root keeps a {@link Frontier}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9162#section-2.1">RFC 9162, 2.1: Merkle trees and inclusion proofs</a>
 */
public final class MerkleTree {
    private final List<Hash> leaves;

    /**
     * A tree of these leaves.
     *
     * @param leaves the hashes of the entries, in order from the first
     */
    public MerkleTree(List<Hash> leaves) {
        this.leaves = List.copyOf(leaves);
    }

    /** The Merkle tree hash. */
    public Hash root() {
        return rootOf(leaves);
    }

    /**
     * That an entry is in this tree.
     *
     * @param index from 0: the entry's number less one
     * @throws IndexOutOfBoundsException when there is no such leaf
     */
    public InclusionProof inclusion(int index) {
        Objects.checkIndex(index, leaves.size());
        List<Hash> path = new ArrayList<>();
        int from = 0;
        int to = leaves.size();
        while (to - from > 1) {
            int middle = from + split(to - from);
            boolean left = index < middle;
            path.add(rootOf(left ? leaves.subList(middle, to) : leaves.subList(from, middle)));
            from = left ? from : middle;
            to = left ? middle : to;
        }
        return new InclusionProof(index, leaves.size(), path.reversed());
    }

    private static Hash rootOf(List<Hash> leaves) {
        Frontier frontier = Frontier.empty();
        leaves.forEach(frontier::append);
        return frontier.root();
    }

    /** The largest power of two below the size. */
    private static int split(int size) {
        return Integer.highestOneBit(size - 1);
    }
}

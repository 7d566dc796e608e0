package io.backstitch.audit;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the proof that a leaf is in a tree, from the leaves in their order and in memory that grows with the height of the tree only. Not for several threads at once.
 *
 * <p>(1) The way from the root to the leaf splits the others into subtrees beside it; (2) each subtree is a run of leaves, so that one pass over all of them
 * gives the roots of all subtrees.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9162#section-2.1.3">RFC 9162, 2.1.3: Merkle inclusion proofs</a>
 */
public final class InclusionPath {
    /** A subtree beside the way: leaves from one, included, to the other, excluded. */
    private record Beside(long from, long to, Frontier tree) {}

    private final long index;
    private final long size;
    /** From the root down. */
    private final List<Beside> subtrees = new ArrayList<>();

    private long next;

    /**
     * Has seen no leaf yet.
     *
     * @param index of the leaf, from 0
     * @param size of the tree
     * @throws IllegalArgumentException when the tree has no such leaf
     */
    public InclusionPath(long index, long size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("A tree of %d leaves has no leaf %d.".formatted(size, index));
        }
        this.index = index;
        this.size = size;
        long from = 0;
        long to = size;
        while (to - from > 1) {
            long middle = from + Long.highestOneBit(to - from - 1);
            if (index < middle) {
                subtrees.add(new Beside(middle, to, Frontier.empty()));
                to = middle;
            } else {
                subtrees.add(new Beside(from, middle, Frontier.empty()));
                from = middle;
            }
        }
    }

    /** Takes the next leaf; those behind the tree are ignored. */
    public void leaf(Hash hash) {
        for (Beside subtree : subtrees) {
            if (subtree.from() <= next && next < subtree.to()) {
                subtree.tree().append(hash);
                break;
            }
        }
        next++;
    }

    /**
     * The proof.
     *
     * @throws IllegalStateException when leaves are missing
     */
    public InclusionProof proof() {
        if (next < size) {
            throw new IllegalStateException("Only %d of %d leaves were given.".formatted(next, size));
        }
        return new InclusionProof(
                index,
                size,
                subtrees.reversed().stream().map(it -> it.tree().root()).toList());
    }
}

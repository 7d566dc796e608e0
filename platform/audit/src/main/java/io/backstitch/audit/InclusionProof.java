package io.backstitch.audit;

import java.util.List;

/**
 * Proves that an entry is in a tree to somebody who knows the tree's root only.
 *
 * @param index of the leaf, from 0: the entry's number less one
 * @param size of the tree
 * @param path the hashes beside the way from the leaf to the root
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9162#section-2.1.3">RFC 9162, 2.1.3: Merkle inclusion proofs</a>
 */
public record InclusionProof(long index, long size, List<Hash> path) {

    public InclusionProof {
        path = List.copyOf(path);
    }

    /** Whether the tree of this root holds the entry of this hash at this place. */
    public boolean proves(Hash entry, Hash root) {
        if (index < 0 || index >= size) {
            return false;
        }
        long node = index;
        long last = size - 1;
        Hash hash = entry;
        for (Hash beside : path) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hash = Hash.ofNode(beside, hash);
                // A node without a right neighbour moves up until it is a right child itself.
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = Hash.ofNode(hash, beside);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && hash.equals(root);
    }
}

package io.backstitch.audit;

import java.util.List;

/**
 * Proves to somebody who knows two roots only that the one tree grew into the other: nothing before was changed.
 *
 * @param oldSize the size of the smaller tree, from 1
 * @param newSize the size of the larger tree
 * @param path the hashes that both roots can be computed from
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9162#section-2.1.4">RFC 9162, 2.1.4: Merkle consistency proofs</a>
 */
public record ConsistencyProof(long oldSize, long newSize, List<Hash> path) {

    public ConsistencyProof {
        path = List.copyOf(path);
    }

    /** Whether the tree of the new root begins with all leaves of the tree of the old root. */
    public boolean proves(Hash oldRoot, Hash newRoot) {
        if (oldSize < 1 || oldSize > newSize) {
            return false;
        }
        if (oldSize == newSize) {
            return path.isEmpty() && oldRoot.equals(newRoot);
        }
        // A perfect old tree is a node of the new one: its hash is known, and left out of the path.
        boolean perfect = Long.bitCount(oldSize) == 1;
        if (path.isEmpty()) {
            return false;
        }
        int levels = Long.numberOfTrailingZeros(oldSize);
        long node = (oldSize - 1) >> levels;
        long last = (newSize - 1) >> levels;
        Hash old = perfect ? oldRoot : path.getFirst();
        Hash now = old;
        for (Hash beside : perfect ? path : path.subList(1, path.size())) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                old = Hash.ofNode(beside, old);
                now = Hash.ofNode(beside, now);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                now = Hash.ofNode(now, beside);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && old.equals(oldRoot) && now.equals(newRoot);
    }
}

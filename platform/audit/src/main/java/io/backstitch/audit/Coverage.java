package io.backstitch.audit;

/** The tree of the entries read so far, and how far checkpoints vouch for it. */
final class Coverage {
    /** What a checkpoint says about the tree. */
    enum Fit {
        FITS,
        CONTRADICTS,
        /** The tree is already known to be wrong: one more contradiction would tell nothing new. */
        CANNOT_TELL
    }

    private final Frontier tree;
    private boolean doubtful;
    private boolean lost;
    private long signedTo;

    Coverage(Frontier before) {
        this.tree = before.copy();
        this.signedTo = before.size();
    }

    void leaf(Hash hash) {
        if (!lost) {
            tree.append(hash);
        }
    }

    /** A leaf was a guess: the next checkpoint decides. */
    void doubt() {
        doubtful = true;
    }

    /** A leaf is not known: no later checkpoint can be compared any more. */
    void lose() {
        lost = true;
    }

    Fit compare(Checkpoint checkpoint) {
        Fit fit = peek(checkpoint);
        if (fit == Fit.FITS) {
            doubtful = false;
            signedTo = Math.max(signedTo, checkpoint.size());
        } else {
            lost = true;
        }
        return fit;
    }

    /** As {@link #compare}, but a contradiction is held against the checkpoint alone. */
    Fit peek(Checkpoint checkpoint) {
        if (!lost && tree.size() == checkpoint.size() && tree.root().equals(checkpoint.root())) {
            return Fit.FITS;
        }
        return lost || doubtful ? Fit.CANNOT_TELL : Fit.CONTRADICTS;
    }

    boolean isTold() {
        return !lost && !doubtful;
    }

    /** The number of the last entry that a checkpoint vouches for. */
    long signedTo() {
        return signedTo;
    }
}

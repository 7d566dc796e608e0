package io.backstitch.endtoend;

import io.backstitch.compensation.EffectListener.Milestone;

/**
 * One cell of the crash matrix: where an instance of the application dies.
 *
 * @param undo of the effect, rather than the effect
 * @param way on which runs come to this point
 */
record KillPoint(MatrixProcess process, MatrixEffect effect, Milestone milestone, boolean undo, Way way) {

    /** As {@code backstitch.crash-at} takes it. */
    String crashAt() {
        return milestone + ":" + effect.key() + (undo ? "/undo" : "");
    }

    /** Sends a run that comes to this point. */
    SentRun send() {
        return process.send(way, effect);
    }

    @Override
    public String toString() {
        return crashAt();
    }
}

package io.backstitch.compensation;

/**
 * An attempt's right to act. An effect of one request need not ask: that begins soon after the claim, or not at all. One of several asks before each: its
 * process may have stood still in between, and another attempt may have taken over.
 */
@FunctionalInterface
public interface Lease {

    /** What needs none: it is held for ever. */
    Lease HELD = () -> true;

    /** Whether nobody can have taken over. */
    boolean isHeld();

    /**
     * Goes on, or ends the attempt.
     *
     * @throws LeaseOver when somebody may have taken over: nothing more is sent
     */
    default void require() {
        if (!isHeld()) {
            throw new LeaseOver();
        }
    }
}

package io.backstitch.compensation;

/** An attempt took longer than it may, and stopped in the middle: what it has sent is in doubt, and whoever takes over resolves it. */
public final class LeaseOver extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    LeaseOver() {
        super("The attempt took longer than it may, or another one has taken over; it sent nothing more");
    }
}

package io.backstitch.compensation;

import java.util.function.Supplier;

/**
 * Records what has happened outside also on a thread that is told to stop meanwhile. An interrupt of a virtual thread closes the connection under
 * a write, and what was not recorded is in doubt: the next attempt would wait for this one, or a person would have to say what we knew.
 */
final class Uninterrupted {

    private Uninterrupted() {}

    /**
     * Writes; again where an interrupt has broken it off, so the write must be one that may come twice. The thread is interrupted afterwards.
     *
     * @throws LedgerUnavailable when the database did not answer
     */
    static <T> T write(Supplier<T> write) {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return write.get();
                } catch (LedgerUnavailable e) {
                    if (!Thread.interrupted()) {
                        throw e;
                    }
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

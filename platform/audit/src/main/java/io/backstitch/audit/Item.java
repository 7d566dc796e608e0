package io.backstitch.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a line of an export says; what it claims is not yet believed. */
sealed interface Item {
    long line();

    /** What is judged by its place among others. */
    sealed interface Judged extends Item {
        /** Where the item belongs: the number of the entry that it is, or that it stands before; 0 when it does not say. */
        default long position() {
            return 0;
        }

        /** The hash that the item names for the entry before its position; null when it names none that can be relied on. */
        default @Nullable Hash before() {
            return null;
        }
    }

    /** An entry. */
    record Shown(long line, String tenant, long seq, Instant at, Hash prev, Hash computed, Hash stored)
            implements Judged {

        boolean intact() {
            return computed.equals(stored);
        }

        @Override
        public long position() {
            return seq;
        }

        @Override
        public @Nullable Hash before() {
            return intact() ? prev : null;
        }
    }

    /** An entry of which only the hash is here. */
    record HashOnly(long line, long seq, Hash hash) implements Judged {
        @Override
        public long position() {
            return seq;
        }
    }

    /** A checkpoint, not yet verified. */
    record Vouched(long line, SignedCheckpoint signed) implements Item {}

    /** A checkpoint with a good signature by a known key for the right tenant. */
    record Signed(long line, SignedCheckpoint signed) implements Judged {
        Checkpoint checkpoint() {
            return signed.checkpoint();
        }

        @Override
        public long position() {
            return checkpoint().size() + 1;
        }

        @Override
        public Hash before() {
            return checkpoint().head();
        }
    }

    /**
     * Nothing that can be read.
     *
     * @param computed the hash of its bytes, when it has the frame of an entry
     * @param stored the hash that the line gives, when it has the frame of an entry
     */
    record Unreadable(
            long line,
            String reason,
            @Nullable Hash computed,
            @Nullable Hash stored) implements Judged {

        boolean intact() {
            return stored != null && stored.equals(computed);
        }
    }

    /** The last line; it belongs behind the last entry shown. */
    record End(long line, long lines, long to) implements Judged {
        @Override
        public long position() {
            return to + 1;
        }
    }
}

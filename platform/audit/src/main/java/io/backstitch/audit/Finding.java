package io.backstitch.audit;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is not as it should be.
 *
 * @param first the number of the first entry that is meant; null when it is not about certain entries
 * @param last the number of the last entry that is meant; null when it is not about certain entries
 * @param line of the file, where the first of it was noticed; 0 when it is not about a line
 * @param sentence what is wrong and what it means
 */
public record Finding(
        Kind kind, @Nullable Long first, @Nullable Long last, long line, String sentence) {

    /** What was done, as far as the evidence goes. */
    public enum Kind {
        /** The text no longer fits its hash. */
        CHANGED,
        /** Text and hash fit, but are not what is named or was signed. */
        REWRITTEN,
        /** Entries that follow each other by number do not by hash. */
        BROKEN_LINK,
        /** Entries are not there. */
        MISSING,
        /** Something stands where it does not belong, or twice. */
        MISPLACED,
        /** Only the hash is there, of an entry that should be shown. */
        WITHHELD,
        /** The entry is earlier than the one before it. */
        CLOCK,
        /** The entry or checkpoint is another tenant's. */
        TENANT,
        /** The checkpoint is not what its key signed. */
        SIGNATURE,
        /** Nobody gave the key that the checkpoint names. */
        UNKNOWN_KEY,
        /** Two histories were signed. */
        FORK,
        /** Entries that a checkpoint covers are not there at the end. */
        TRUNCATED,
        /** Lines are missing, but not known which. */
        CUT,
        /** The line or entry is nothing that an export holds. */
        UNREADABLE,
        /** The header does not fit what follows. */
        HEADER,
        /** No checkpoint covers the entries. */
        UNSIGNED,
        /** What was to be compared is not in this export. */
        OUTSIDE,
        /** A file of an archive, or its manifest, is not what was written. */
        ARCHIVE_CHANGED,
        /** A file of an archive that is on record is not there. */
        ARCHIVE_MISSING,
        /** An archive is not on record, as far as this export goes. */
        ARCHIVE_UNKNOWN
    }

    /** Whether this entry is meant, alone or among others. */
    public boolean isAbout(long seq) {
        return first != null && last != null && first <= seq && seq <= last;
    }

    @Override
    public String toString() {
        String where = first == null || last == null
                ? ""
                : first.equals(last) ? "Entry %d: ".formatted(first) : "Entries %d to %d: ".formatted(first, last);
        return where + sentence;
    }
}

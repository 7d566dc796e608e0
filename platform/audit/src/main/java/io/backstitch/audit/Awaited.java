package io.backstitch.audit;

import org.jspecify.annotations.Nullable;

/**
 * A checkpoint to compare as soon as the entry that it covers has been read.
 *
 * @param name how the reader knows it; null when it stands in the export, too early
 */
record Awaited(@Nullable String name, Checkpoint checkpoint) {

    String told() {
        return (name == null ? "The checkpoint" : "The checkpoint in " + name)
                + " of %d entries, signed by %s at %s".formatted(checkpoint.size(), checkpoint.key(), checkpoint.at());
    }
}

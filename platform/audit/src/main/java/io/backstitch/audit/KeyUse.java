package io.backstitch.audit;

import java.time.Instant;

/**
 * What a key vouched for in an export.
 *
 * @param key its id
 * @param checkpoints how many checkpoints with good signatures
 * @param firstSize how many entries the first of them covers
 * @param lastSize how many entries the last of them covers
 * @param firstAt when the first of them was signed
 * @param lastAt when the last of them was signed
 */
public record KeyUse(String key, long checkpoints, long firstSize, long lastSize, Instant firstAt, Instant lastAt) {

    static KeyUse of(Checkpoint first) {
        return new KeyUse(first.key(), 1, first.size(), first.size(), first.at(), first.at());
    }

    KeyUse and(Checkpoint next) {
        return new KeyUse(key, checkpoints + 1, firstSize, next.size(), firstAt, next.at());
    }
}

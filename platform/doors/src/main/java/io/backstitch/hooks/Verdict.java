package io.backstitch.hooks;

/** What a signature proves: a closed set. The sender hears of no difference between the last two. */
enum Verdict {
    /** Who knows a secret has sent it, now. */
    GENUINE,
    /** Who knows a secret has sent it, but not now: somebody may have kept it, or a clock is wrong. */
    STALE,
    /** Nobody who knows a secret has sent it so. */
    FORGED
}

package io.backstitch.stack.sandbox;

import java.time.Instant;

/**
 * A charge that the partner said no to. Nothing was done, so it is not in the record of effects; it is kept because the
 * same key must get the same answer again.
 *
 * @param reason why, for example {@code insufficient_funds}
 */
record Decline(Instant at, String key, ChargeRequest request, String reason) {}

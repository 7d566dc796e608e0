package io.backstitch.stack.torture.insider;

/**
 * A run of somebody else, for an insider to look at.
 *
 * @param id as the doors have it
 * @param key the idempotency key that began it
 * @param owner user name of who asked for it
 * @param open whether it has not ended yet, as far as is known
 */
public record TrueRun(String process, String id, String key, String owner, boolean open) {}

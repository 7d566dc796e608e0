package io.backstitch.audit;

import java.time.Instant;

/**
 * Where a chain ends; all that is needed to go on.
 *
 * @param seq the number of the last entry, 0 when there is none
 * @param at the time of the last entry
 * @param hash the hash of the last entry
 */
public record Head(String tenant, long seq, Instant at, Hash hash) {
    private static final int MAX_TENANT = 255;

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException when the tenant is empty or too long, or the number negative
     */
    public Head {
        requireTenant(tenant);
        if (seq < 0) {
            throw new IllegalArgumentException("The number %d is negative.".formatted(seq));
        }
    }

    /** Of a tenant that has no entries yet. */
    public static Head start(String tenant) {
        return new Head(tenant, 0, Instant.EPOCH, Hash.ZERO);
    }

    static void requireTenant(String tenant) {
        if (tenant.isEmpty() || tenant.length() > MAX_TENANT) {
            throw new IllegalArgumentException(
                    "The tenant has %d characters, not 1 to %d.".formatted(tenant.length(), MAX_TENANT));
        }
        CanonicalJson.requireText("The tenant", tenant);
    }
}

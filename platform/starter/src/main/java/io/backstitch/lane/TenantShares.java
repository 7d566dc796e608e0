package io.backstitch.lane;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What one tenant has of a lane: a fixed part of its threads, also while nobody else asks for the rest, since what waits in the
 * engine behind a burst cannot be seen from here. Where there is one tenant only, it has them all.
 */
final class TenantShares {

    private final int most;
    private final ConcurrentMap<String, Integer> taken = new ConcurrentHashMap<>();

    TenantShares(int most) {
        this.most = most;
    }

    static TenantShares of(LaneSettings settings, boolean severalTenants) {
        return new TenantShares(
                severalTenants ? Math.max(1, (int) (settings.threads() * settings.tenantShare())) : Integer.MAX_VALUE);
    }

    /** Whether one more job of the tenant is within its share; then {@link #leave} must follow. */
    boolean enter(String tenant) {
        boolean[] entered = {false};
        taken.compute(tenant, (ignored, now) -> {
            int count = now == null ? 0 : now;
            entered[0] = count < most;
            return entered[0] ? count + 1 : now;
        });
        return entered[0];
    }

    void leave(String tenant) {
        taken.computeIfPresent(tenant, (ignored, now) -> now == 1 ? null : now - 1);
    }
}

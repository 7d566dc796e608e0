package io.backstitch.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TenantSharesTest {

    private static final LaneSettings TEN_THREADS = new LaneSettings(4, 10, Duration.ofSeconds(1), 2, 0.5, 0.5, null);

    @Test
    void leavesTheRestOfTheLaneToOthersDuringTheBurstOfOneTenant() {
        TenantShares shares = TenantShares.of(TEN_THREADS, true);

        assertThat(entered(shares, "loud", 100)).isEqualTo(5);

        assertThat(entered(shares, "quiet", 3)).isEqualTo(3);
    }

    @Test
    void takesTheNextJobOfATenantWhenOneHasEnded() {
        TenantShares shares = TenantShares.of(TEN_THREADS, true);
        entered(shares, "loud", 100);

        shares.leave("loud");

        assertThat(shares.enter("loud")).isTrue();
        assertThat(shares.enter("loud")).isFalse();
    }

    @Test
    void givesTheWholeLaneToTheOnlyTenant() {
        TenantShares shares = TenantShares.of(TEN_THREADS, false);

        assertThat(entered(shares, "<default>", 100)).isEqualTo(100);
    }

    private static long entered(TenantShares shares, String tenant, int jobs) {
        return IntStream.range(0, jobs).filter(job -> shares.enter(tenant)).count();
    }
}

package io.backstitch.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** How old a login may be with which somebody decides. */
class ApprovalSettingsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private final ApprovalSettings fifteenMinutes = new ApprovalSettings(Duration.ofMinutes(15));

    @Test
    void takesALoginThatIsYoungEnough() {
        assertThatCode(() -> fifteenMinutes.requireFresh(NOW.minusSeconds(15 * 60), NOW))
                .doesNotThrowAnyException();
    }

    @Test
    void sendsAnOlderOneToLogInAgain() {
        assertThatThrownBy(() -> fifteenMinutes.requireFresh(NOW.minusSeconds(15 * 60 + 1), NOW))
                .asInstanceOf(InstanceOfAssertFactories.type(LoginTooOld.class))
                .satisfies(refusal -> {
                    assertThat(refusal.getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
                    assertThat(refusal.getHeaders().getFirst(HttpHeaders.WWW_AUTHENTICATE))
                            .contains("insufficient_user_authentication", "max_age=\"900\"");
                });
    }

    @Test
    void doesNotTrustALoginOfUnknownAge() {
        assertThatThrownBy(() -> fifteenMinutes.requireFresh(null, NOW)).isInstanceOf(LoginTooOld.class);
    }

    @Test
    void asksForNothingUnlessItIsConfigured() {
        assertThatCode(() -> new ApprovalSettings(null).requireFresh(null, NOW)).doesNotThrowAnyException();
    }
}

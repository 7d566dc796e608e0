package io.backstitch.keycloak;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KeycloakSettingsTest {

    @Test
    void refusesADemoSecretOutsideTheEmbeddedStack() {
        assertThatThrownBy(
                        settings("https://sso.customer.example", "demo-secret-of-provisioner")
                                ::refuseDemoSecretElsewhere)
                .hasMessageContaining("set BACKSTITCH_KEYCLOAK_CLIENT_SECRET");
    }

    @Test
    void takesADemoSecretOnThisMachineAndARealOneAnywhere() {
        assertThatCode(settings("http://localhost:8084", "demo-secret-of-provisioner")::refuseDemoSecretElsewhere)
                .doesNotThrowAnyException();
        assertThatCode(settings("https://sso.customer.example", "s3cret")::refuseDemoSecretElsewhere)
                .doesNotThrowAnyException();
    }

    private static KeycloakSettings settings(String url, String secret) {
        return new KeycloakSettings(url, "realm", "client", secret);
    }
}

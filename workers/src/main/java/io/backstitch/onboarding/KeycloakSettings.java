package io.backstitch.onboarding;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The Keycloak in which workspaces are made.
 *
 * @param clientId of a service account that may manage users and groups
 * @param clientSecret from the environment
 */
@ConfigurationProperties("backstitch.keycloak")
record KeycloakSettings(
        String url,
        String realm,
        String clientId,
        String clientSecret,
        Duration connectTimeout,
        Duration readTimeout) {}

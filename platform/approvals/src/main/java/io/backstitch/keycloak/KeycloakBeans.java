package io.backstitch.keycloak;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** The beans of this package: they stay hidden, and come with the auto-configuration. */
@EnableConfigurationProperties(KeycloakSettings.class)
@Import({KeycloakClients.class, KeycloakDirectory.class, KeycloakFailures.class})
public class KeycloakBeans {}

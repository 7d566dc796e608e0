package io.backstitch.workers.onboarding;

import io.backstitch.keycloak.KeycloakSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The realm of the customers, in which workspaces are made: at the same Keycloak as that of the people, and not theirs. Who is a customer cannot log in
 * where employees do.
 *
 * @param realm null: the realm of the people, as before there was another; customers stand among employees then
 * @param clientId of a service account that may manage users and groups there
 * @param clientSecret from the environment
 */
@ConfigurationProperties("backstitch.workspaces")
record WorkspaceSettings(
        @Nullable String realm,
        @DefaultValue("") String clientId,
        @DefaultValue("") String clientSecret) {

    WorkspaceSettings {
        if (realm != null && (clientId.isEmpty() || clientSecret.isEmpty())) {
            throw new IllegalArgumentException(
                    "backstitch.workspaces.realm needs a service account of its own: set BACKSTITCH_WORKSPACES_CLIENT_ID and BACKSTITCH_WORKSPACES_CLIENT_SECRET");
        }
    }

    /** How to get there; the people's own where customers have none. */
    KeycloakSettings at(KeycloakSettings people) {
        return realm == null ? people : new KeycloakSettings(people.url(), realm, clientId, clientSecret);
    }
}

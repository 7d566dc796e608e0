package io.backstitch.keycloak;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.RunningStack;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;

/** The administrator of the embedded Keycloak, who may what the application may not. */
public final class KeycloakAdmin {

    private KeycloakAdmin() {}

    /** To be closed. */
    public static Keycloak of(RunningStack stack) {
        return KeycloakBuilder.builder()
                .serverUrl(stack.url(Part.KEYCLOAK))
                .realm("master")
                .clientId("admin-cli")
                .username("admin")
                .password("admin")
                .build();
    }
}

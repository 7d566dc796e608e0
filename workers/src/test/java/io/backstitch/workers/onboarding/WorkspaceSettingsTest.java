package io.backstitch.workers.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.keycloak.KeycloakSettings;
import org.junit.jupiter.api.Test;

class WorkspaceSettingsTest {

    private static final KeycloakSettings PEOPLE =
            new KeycloakSettings("https://sso.example", "people", "us", "s3cret");

    @Test
    void customersAreWhereTheyWereUnlessTheyHaveARealm() {
        assertThat(new WorkspaceSettings(null, "", "").at(PEOPLE)).isSameAs(PEOPLE);
        assertThat(new WorkspaceSettings("customers", "we", "s2cret").at(PEOPLE))
                .isEqualTo(new KeycloakSettings("https://sso.example", "customers", "we", "s2cret"));
    }

    @Test
    void aRealmNeedsAServiceAccountOfItsOwn() {
        assertThatThrownBy(() -> new WorkspaceSettings("customers", "we", ""))
                .hasMessageContaining("BACKSTITCH_WORKSPACES_CLIENT_SECRET");
    }
}

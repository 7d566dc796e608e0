package io.backstitch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.stack.Part;
import io.backstitch.stack.component.Keycloak;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.keycloak.OAuth2Constants;
import org.keycloak.admin.client.KeycloakBuilder;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** What the demo realm says about people, as the application's own service account sees it. */
@NeedsStack(Part.KEYCLOAK)
class DemoRealmTest {

    private final org.keycloak.admin.client.Keycloak keycloak;
    private final RealmResource realm;

    DemoRealmTest(RunningStack stack) {
        keycloak = KeycloakBuilder.builder()
                .serverUrl(stack.url(Part.KEYCLOAK))
                .realm(Keycloak.REALM)
                .grantType(OAuth2Constants.CLIENT_CREDENTIALS)
                .clientId(Keycloak.PROVISIONER)
                .clientSecret(Keycloak.PROVISIONER_SECRET)
                .build();
        realm = keycloak.realm(Keycloak.REALM);
    }

    @AfterEach
    void close() {
        keycloak.close();
    }

    @Test
    void everybodyWhoHandsInAReportHasAManager() {
        assertThat(user("employee").getAttributes())
                .containsEntry("manager", List.of("manager"))
                .containsEntry("department", List.of("sales"));
        assertThat(List.of(
                        "manager", "manager2", "finance", "finance2", "finance3", "director", "director2", "director3"))
                .allSatisfy(name -> assertThat(user(name).getAttributes().get("manager"))
                        .hasSize(1)
                        .doesNotContain(name)
                        .allSatisfy(manager ->
                                assertThat(user(manager).getUsername()).isEqualTo(manager)));
    }

    @Test
    void theLevelsOfApprovalAreGroups() {
        assertThat(groups("manager")).containsExactly("expense-managers");
        assertThat(groups("finance2")).containsExactly("expense-finance");
        assertThat(groups("finance3")).containsExactly("expense-finance");
        assertThat(user("finance3").getAttributes()).containsEntry("approvalLimit", List.of("60000"));
        assertThat(groups("director3")).containsExactly("expense-directors");
        assertThat(groups("employee")).isEmpty();
    }

    private UserRepresentation user(String name) {
        return realm.users().searchByUsername(name, true).getFirst();
    }

    private List<String> groups(String name) {
        return realm.users().get(user(name).getId()).groups().stream()
                .map(GroupRepresentation::getName)
                .toList();
    }
}

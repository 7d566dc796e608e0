package io.backstitch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.keycloak.KeycloakAdmin;
import io.backstitch.stack.Part;
import io.backstitch.stack.component.Keycloak;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.keycloak.OAuth2Constants;
import org.keycloak.admin.client.KeycloakBuilder;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.keycloak.util.JsonSerialization;

/** What the demo realm says about people, as the application's own service account sees it. */
@NeedsStack(Part.KEYCLOAK)
class DemoRealmTest {

    private final org.keycloak.admin.client.Keycloak keycloak;
    private final RealmResource realm;
    private final String url;
    private final org.keycloak.admin.client.Keycloak admin;
    private final RealmResource administrated;

    DemoRealmTest(RunningStack stack) {
        url = stack.url(Part.KEYCLOAK);
        admin = KeycloakAdmin.of(stack);
        administrated = admin.realm(Keycloak.REALM);
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
        admin.close();
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
    void onlyTheOperatorMayUseOperate() {
        assertThat(everybody().stream()
                        .filter(user -> !permissions("operate", user).isEmpty())
                        .map(UserRepresentation::getUsername))
                .containsExactly("operator");
        assertThat(everybody().stream()
                        .filter(user -> permissions("tasklist", user).contains("write:*"))
                        .map(UserRepresentation::getUsername))
                .contains("employee", "manager", "reviewer", "lead", "operator")
                .doesNotContain("requester", "auditor", "privacy", "controller");
    }

    @Test
    void aTokenOfTheCommandIsForTheApplicationAlone() {
        assertThat(everybody()).isNotEmpty().allSatisfy(user -> {
            AccessToken token = exampleToken("backstitch-cli", user);
            assertThat(token.getAudience()).as(user.getUsername()).containsExactly("backstitch-api");
            assertThat(token.getRealmAccess().getRoles())
                    .as("a role of the realm must be in the scope of backstitch-cli, too")
                    .containsExactlyInAnyOrderElementsOf(rolesOf(administrated, user));
            assertThat(token.getResourceAccess()).isEmpty();
        });
    }

    @Test
    void theApplicationMayLookAtPeopleAndManageCustomersOnly() {
        assertThat(serviceRoles(administrated)).containsExactlyInAnyOrder("view-users", "query-users", "query-groups");
        assertThat(serviceRoles(admin.realm(Keycloak.CUSTOMERS)))
                .containsExactlyInAnyOrder("manage-users", "view-users", "query-users", "query-groups");
    }

    private static List<String> serviceRoles(RealmResource realm) {
        return roles(realm, "service-account-" + Keycloak.PROVISIONER, "realm-management");
    }

    @Test
    void whoGuessesPasswordsIsHeldUp() {
        assertThat(administrated.toRepresentation().isBruteForceProtected()).isTrue();
    }

    @Test
    void aRealmOfAnOlderVersionIsBroughtToThisOne() throws IOException {
        RealmRepresentation before = JsonSerialization.readValue(
                DemoRealmTest.class.getResourceAsStream("realm-of-before.json"), RealmRepresentation.class);
        admin.realms().create(before);
        try {
            Keycloak.bringUpToDate(url, "before");
            Keycloak.bringUpToDate(url, "before");

            RealmResource after = admin.realm("before");
            assertThat(after.toRepresentation().isBruteForceProtected()).isTrue();
            assertThat(after.clients().findAll())
                    .extracting(ClientRepresentation::getClientId)
                    .contains("tasklist-web", "operate-web", "somebodys-own")
                    .doesNotContain("camunda-web", "camunda-api");
            assertThat(roles(after, "employee", "tasklist-api")).containsExactlyInAnyOrder("read:*", "write:*");
            assertThat(roles(after, "employee", "operate-api")).isEmpty();
            assertThat(roles(after, "operator", "operate-api")).containsExactlyInAnyOrder("read:*", "write:*");
            assertThat(rolesOf(after, user(after, "employee")))
                    .as("sees their own runs without a role")
                    .containsExactlyInAnyOrder("expense-requester", "approver");
            assertThat(rolesOf(after, user(after, "operator"))).contains("run-viewer", "run-operator");
            assertThat(after.roles().list())
                    .extracting(RoleRepresentation::getName)
                    .contains("run-viewer:expense");
            assertThat(after.users().searchByUsername("somebody", true)).hasSize(1);
            assertThat(exampleToken(after, "backstitch-cli", user(after, "employee"))
                            .getAudience())
                    .containsExactly("backstitch-api");
        } finally {
            admin.realm("before").remove();
        }
    }

    private static List<String> roles(RealmResource realm, String user, String client) {
        String id = realm.clients().findByClientId(client).getFirst().getId();
        return realm.users().get(user(realm, user).getId()).roles().clientLevel(id).listAll().stream()
                .map(RoleRepresentation::getName)
                .toList();
    }

    /** Of the application. */
    private static List<String> rolesOf(RealmResource realm, UserRepresentation user) {
        return realm.users().get(user.getId()).roles().realmLevel().listAll().stream()
                .map(RoleRepresentation::getName)
                .filter(role -> !role.startsWith("default-roles"))
                .toList();
    }

    /** The people of the realm file; tests make others. */
    private List<UserRepresentation> everybody() {
        return administrated.users().list(0, 1000).stream()
                .filter(user -> String.valueOf(user.getEmail()).endsWith("@demo.invalid"))
                .toList();
    }

    /** What this application would let them do, as their token says. */
    private List<?> permissions(String application, UserRepresentation user) {
        Object claim = exampleToken(application + "-web", user).getOtherClaims().get("permissions");
        Object own = claim instanceof Map<?, ?> audiences ? audiences.get(application + "-api") : null;
        return own instanceof List<?> list ? list : List.of();
    }

    private AccessToken exampleToken(String client, UserRepresentation user) {
        return exampleToken(administrated, client, user);
    }

    private static AccessToken exampleToken(RealmResource realm, String client, UserRepresentation user) {
        String id = realm.clients().findByClientId(client).getFirst().getId();
        return realm.clients().get(id).clientScopesEvaluate().generateAccessToken("openid", user.getId(), "");
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
        return user(realm, name);
    }

    private static UserRepresentation user(RealmResource realm, String name) {
        return realm.users().searchByUsername(name, true).getFirst();
    }

    private List<String> groups(String name) {
        return realm.users().get(user(name).getId()).groups().stream()
                .map(GroupRepresentation::getName)
                .toList();
    }
}

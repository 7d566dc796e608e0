package io.backstitch.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.compensation.IdempotencyKey;
import io.backstitch.directory.KeycloakAdmin;
import io.backstitch.directory.WorkspaceRealms;
import io.backstitch.job.BusinessNo;
import io.backstitch.stack.Part;
import io.backstitch.stack.component.Keycloak;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.resource.RealmResource;

/** Customers are not among employees, and those that an earlier version has put there are not forgotten. */
@NeedsStack(Part.KEYCLOAK)
class KeycloakWorkspacesTest {

    private final org.keycloak.admin.client.Keycloak admin;
    private final RealmResource people;
    private final RealmResource customers;
    private final KeycloakWorkspaces before;
    private final KeycloakWorkspaces now;
    private final String customer = "Customer " + UUID.randomUUID();
    private final String email = UUID.randomUUID() + "@customer.example";
    private final IdempotencyKey key =
            new IdempotencyKey("onboarding/" + UUID.randomUUID() + "/Task_ProvisionWorkspace");

    KeycloakWorkspacesTest(RunningStack stack) {
        admin = KeycloakAdmin.of(stack);
        people = admin.realm(Keycloak.REALM);
        customers = admin.realm(Keycloak.CUSTOMERS);
        before = new KeycloakWorkspaces(new WorkspaceRealms(List.of(people)));
        now = new KeycloakWorkspaces(new WorkspaceRealms(List.of(customers, people)));
    }

    @AfterEach
    void close() {
        now.deprovision(key, customer, email);
        admin.close();
    }

    @Test
    void aCustomerIsNotAmongThePeople() throws BusinessNo {
        Workspaces.Workspace made = now.provision(key, customer, email);

        assertThat(now.find(key, customer, email)).contains(made);
        assertThat(users(customers)).containsExactly(email);
        assertThat(users(people)).isEmpty();
    }

    @Test
    void whatAnEarlierVersionHasMadeIsFoundFinishedAndUndoneWhereItIs() throws BusinessNo {
        Workspaces.Workspace made = before.provision(key, customer, email);

        assertThat(now.find(key, customer, email)).contains(made);
        assertThat(now.provision(key, customer, email)).isEqualTo(made);
        assertThatThrownBy(() -> now.provision(new IdempotencyKey("another/key"), customer, email))
                .isInstanceOf(BusinessNo.class);
        assertThat(users(customers)).isEmpty();

        now.deprovision(key, customer, email);
        assertThat(users(people)).isEmpty();
        assertThat(now.find(key, customer, email)).isEmpty();
    }

    private List<String> users(RealmResource realm) {
        return realm.users().searchByUsername(email, true).stream()
                .map(user -> user.getUsername())
                .toList();
    }
}

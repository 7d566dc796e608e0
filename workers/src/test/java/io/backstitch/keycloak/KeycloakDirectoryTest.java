package io.backstitch.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.directory.Directory;
import io.backstitch.directory.Person;
import io.backstitch.stack.Part;
import io.backstitch.stack.component.Keycloak;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.keycloak.OAuth2Constants;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.KeycloakBuilder;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** Whom a group means, as the real Keycloak says. */
@NeedsStack(Part.KEYCLOAK)
class KeycloakDirectoryTest {

    private final org.keycloak.admin.client.Keycloak keycloak;
    private final org.keycloak.admin.client.Keycloak admin;
    /** As an administrator has it; the application may only look. */
    private final RealmResource realm;

    private final Directory directory;
    private final String name = "customer-" + UUID.randomUUID();

    KeycloakDirectoryTest(RunningStack stack) {
        keycloak = KeycloakBuilder.builder()
                .serverUrl(stack.url(Part.KEYCLOAK))
                .realm(Keycloak.REALM)
                .grantType(OAuth2Constants.CLIENT_CREDENTIALS)
                .clientId(Keycloak.PROVISIONER)
                .clientSecret(Keycloak.PROVISIONER_SECRET)
                .build();
        directory = new KeycloakDirectory(keycloak.realm(Keycloak.REALM));
        admin = KeycloakAdmin.of(stack);
        realm = admin.realm(Keycloak.REALM);
    }

    @AfterEach
    void close() {
        keycloak.close();
        admin.close();
    }

    @Test
    void aGroupInsideAnotherIsNotTheOneWhoseNameItHas() {
        String parent = CreatedResponseUtil.getCreatedId(realm.groups().add(group(name)));
        String inside =
                CreatedResponseUtil.getCreatedId(realm.groups().group(parent).subGroup(group("expense-directors")));
        UserRepresentation intruder = new UserRepresentation();
        intruder.setUsername(name);
        intruder.setEnabled(true);
        String user = CreatedResponseUtil.getCreatedId(realm.users().create(intruder));
        try {
            realm.users().get(user).joinGroup(inside);

            assertThat(directory.find(name))
                    .hasValueSatisfying(
                            person -> assertThat(person.groups()).containsExactly(name + "/expense-directors"));
            assertThat(directory.memberIds("expense-directors").keySet())
                    .contains("director")
                    .doesNotContain(name);
            assertThat(directory.members("expense-directors"))
                    .extracting(Person::userName)
                    .contains("director")
                    .doesNotContain(name);
            assertThat(directory.find("director"))
                    .hasValueSatisfying(person -> assertThat(person.groups()).containsExactly("expense-directors"));
        } finally {
            realm.users().get(user).remove();
            realm.groups().group(parent).remove();
        }
    }

    @Test
    void anAccountTellsItsNamesAlsoWhenItIsDisabled() {
        UserRepresentation somebody = new UserRepresentation();
        somebody.setUsername(name);
        somebody.setEmail(name + "@garden.example");
        somebody.setFirstName("Quirin");
        somebody.setLastName("Planted");
        somebody.setEnabled(false);
        String user = CreatedResponseUtil.getCreatedId(realm.users().create(somebody));
        try {
            assertThat(directory.find(name)).isEmpty();
            assertThat(directory.account(name)).hasValueSatisfying(account -> {
                assertThat(account.id()).isEqualTo(user);
                assertThat(account.enabled()).isFalse();
                assertThat(account.names())
                        .containsExactlyInAnyOrder(
                                name + "@garden.example", "Quirin Planted", "Planted, Quirin", "Planted Quirin");
            });
        } finally {
            realm.users().get(user).remove();
        }
        assertThat(directory.account(name)).isEmpty();
    }

    private static GroupRepresentation group(String name) {
        GroupRepresentation group = new GroupRepresentation();
        group.setName(name);
        return group;
    }
}

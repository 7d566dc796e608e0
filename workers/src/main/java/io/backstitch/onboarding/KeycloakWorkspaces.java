package io.backstitch.onboarding;

import io.backstitch.compensation.IdempotencyKey;
import io.backstitch.job.BusinessNo;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.springframework.stereotype.Component;

/**
 * Workspaces in Keycloak: a group named after the customer, and a user in it. Both carry the idempotency key as an
 * attribute, so that Keycloak can be asked what a key has made.
 */
@Component
class KeycloakWorkspaces implements Workspaces {

    private static final String KEY_ATTRIBUTE = "idempotencyKey";

    private final RealmResource realm;

    KeycloakWorkspaces(Keycloak keycloak, KeycloakSettings settings) {
        this.realm = keycloak.realm(settings.realm());
    }

    @Override
    public Optional<Workspace> find(IdempotencyKey key, String customer, String email) {
        Optional<GroupRepresentation> group = group(groupName(customer)).filter(it -> carries(it.getAttributes(), key));
        Optional<UserRepresentation> user = user(email).filter(it -> carries(it.getAttributes(), key));
        return group.flatMap(it ->
                user.filter(member -> isMember(it, member)).map(member -> new Workspace(it.getId(), member.getId())));
    }

    private boolean isMember(GroupRepresentation group, UserRepresentation user) {
        return realm.users().get(user.getId()).groups().stream()
                .anyMatch(it -> it.getId().equals(group.getId()));
    }

    @Override
    public Workspace provision(IdempotencyKey key, String customer, String email) throws BusinessNo {
        String groupId = groupOf(key, groupName(customer));
        String userId = userOf(key, email);
        realm.users().get(userId).joinGroup(groupId);
        return new Workspace(groupId, userId);
    }

    private String groupOf(IdempotencyKey key, String name) throws BusinessNo {
        Optional<GroupRepresentation> existing = group(name);
        if (existing.isPresent()) {
            requireOurs(existing.get().getAttributes(), key, "The workspace " + name + " exists already");
            return existing.get().getId();
        }
        GroupRepresentation group = new GroupRepresentation();
        group.setName(name);
        group.setAttributes(Map.of(KEY_ATTRIBUTE, List.of(key.value())));
        return created(realm.groups().add(group));
    }

    private String userOf(IdempotencyKey key, String email) throws BusinessNo {
        Optional<UserRepresentation> existing = user(email);
        if (existing.isPresent()) {
            requireOurs(existing.get().getAttributes(), key, "A user with this e-mail address exists already");
            return existing.get().getId();
        }
        UserRepresentation user = new UserRepresentation();
        user.setUsername(email.toLowerCase(Locale.ROOT));
        user.setEmail(email);
        user.setEnabled(true);
        user.setAttributes(Map.of(KEY_ATTRIBUTE, List.of(key.value())));
        return created(realm.users().create(user));
    }

    @Override
    public void deprovision(IdempotencyKey key, String customer, String email) {
        user(email)
                .filter(it -> carries(it.getAttributes(), key))
                .ifPresent(
                        it -> ignoreMissing(() -> realm.users().get(it.getId()).remove()));
        group(groupName(customer))
                .filter(it -> carries(it.getAttributes(), key))
                .ifPresent(it ->
                        ignoreMissing(() -> realm.groups().group(it.getId()).remove()));
    }

    private static void ignoreMissing(Runnable removal) {
        try {
            removal.run();
        } catch (NotFoundException e) {
            // Somebody was faster: it is gone, which is what was wanted.
        }
    }

    private Optional<GroupRepresentation> group(String name) {
        return realm.groups().groups(name, true, 0, 10, false).stream()
                .filter(it -> it.getName().equals(name))
                .findFirst();
    }

    private Optional<UserRepresentation> user(String email) {
        return realm.users().searchByUsername(email.toLowerCase(Locale.ROOT), true).stream()
                .findFirst();
    }

    private static boolean carries(@Nullable Map<String, List<String>> attributes, IdempotencyKey key) {
        return attributes != null
                && attributes.getOrDefault(KEY_ATTRIBUTE, List.of()).contains(key.value());
    }

    private static void requireOurs(@Nullable Map<String, List<String>> attributes, IdempotencyKey key, String message)
            throws BusinessNo {
        if (!carries(attributes, key)) {
            throw new BusinessNo(Onboarding.WORKSPACE_TAKEN, message);
        }
    }

    private static String created(Response response) {
        try (response) {
            if (response.getStatus() != Response.Status.CREATED.getStatusCode()) {
                throw new WebApplicationException(response);
            }
            return CreatedResponseUtil.getCreatedId(response);
        }
    }

    static String groupName(String customer) {
        return "workspace-" + customer.strip().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-");
    }
}

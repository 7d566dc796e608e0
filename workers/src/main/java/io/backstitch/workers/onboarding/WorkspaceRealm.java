package io.backstitch.workers.onboarding;

import io.backstitch.compensation.IdempotencyKey;
import io.backstitch.compensation.Lease;
import io.backstitch.job.BusinessNo;
import io.backstitch.value.Slug;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/**
 * Workspaces in one realm of Keycloak: a group named after the customer, and a user who is made as a member of it. The group carries the
 * idempotency key as an attribute, so that Keycloak can be asked what a key has made; a user is ours when the group is. (Users
 * cannot carry it: Keycloak drops attributes that the realm's user profile does not know.)
 */
final class WorkspaceRealm {

    private static final String KEY_ATTRIBUTE = "idempotencyKey";
    /** Earlier versions did not write down for whom a group is. */
    private static final String NAME_ATTRIBUTE = "customer";

    private final RealmResource realm;

    WorkspaceRealm(RealmResource realm) {
        this.realm = realm;
    }

    /** Whether the name of the customer's workspace is taken, by whomever. */
    boolean has(String customer) {
        return group(groupName(customer)).isPresent() || former(customer).isPresent();
    }

    Optional<Workspaces.Workspace> find(IdempotencyKey key, String customer, String email) {
        return ours(key, customer)
                .flatMap(group ->
                        member(group, email).map(user -> new Workspaces.Workspace(group.getId(), user.getId())));
    }

    /** Of two that come at once for one name, or one address, Keycloak takes one, and the other is told that it is taken. */
    Workspaces.Workspace provision(IdempotencyKey key, String customer, String email, Lease lease) throws BusinessNo {
        GroupRepresentation group = groupOf(key, customer, lease);
        try {
            return new Workspaces.Workspace(group.getId(), userOf(group, email, lease));
        } catch (BusinessNo taken) {
            // Nothing of it is left: the name is not taken by a workspace that never came to be.
            removed(lease, () -> realm.groups().group(group.getId()).remove());
            throw taken;
        }
    }

    private GroupRepresentation groupOf(IdempotencyKey key, String customer, Lease lease) throws BusinessNo {
        String name = groupName(customer);
        return group(name)
                .or(() -> former(customer))
                .or(() -> newGroup(name, key, customer, lease))
                .or(() -> group(name))
                .filter(group -> carries(group, key))
                .orElseThrow(
                        () -> new BusinessNo(Onboarding.WORKSPACE_TAKEN, "The workspace " + name + " exists already"));
    }

    /** Empty when somebody has made one of this name in the meantime. */
    private Optional<GroupRepresentation> newGroup(String name, IdempotencyKey key, String customer, Lease lease) {
        GroupRepresentation group = new GroupRepresentation();
        group.setName(name);
        group.setAttributes(Map.of(KEY_ATTRIBUTE, List.of(key.carrier()), NAME_ATTRIBUTE, List.of(customer)));
        lease.require();
        return created(realm.groups().add(group)).map(id -> {
            group.setId(id);
            return group;
        });
    }

    private String userOf(GroupRepresentation group, String email, Lease lease) throws BusinessNo {
        Optional<UserRepresentation> existing = user(email);
        Optional<String> made = existing.isEmpty() ? newUser(group, email, lease) : Optional.empty();
        return made.or(() -> member(group, email).map(UserRepresentation::getId))
                .orElseThrow(() ->
                        new BusinessNo(Onboarding.WORKSPACE_TAKEN, "A user with this e-mail address exists already"));
    }

    /** Empty when somebody has the name or the address already, under whatever name. */
    private Optional<String> newUser(GroupRepresentation group, String email, Lease lease) {
        UserRepresentation user = new UserRepresentation();
        user.setUsername(email.toLowerCase(Locale.ROOT));
        user.setEmail(email);
        user.setEnabled(true);
        user.setGroups(List.of("/" + group.getName())); // in the same call: there is never a user without its group
        lease.require();
        return created(realm.users().create(user));
    }

    /** The user goes first: while the group is there, an interrupted removal can find the rest. */
    void deprovision(IdempotencyKey key, String customer, String email, Lease lease) {
        ours(key, customer).ifPresent(group -> {
            member(group, email)
                    .ifPresent(user ->
                            removed(lease, () -> realm.users().get(user.getId()).remove()));
            removed(lease, () -> realm.groups().group(group.getId()).remove());
        });
    }

    private Optional<GroupRepresentation> ours(IdempotencyKey key, String customer) {
        return Stream.of(group(groupName(customer)), former(customer))
                .flatMap(Optional::stream)
                .filter(group -> carries(group, key))
                .findFirst();
    }

    /**
     * A group that an earlier version has made, which left out all signs: nobody knows any more for which of the customers with such names, so it is
     * taken for each of them.
     */
    private Optional<GroupRepresentation> former(String customer) {
        String name = "workspace-" + customer.strip().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-");
        return name.equals(groupName(customer))
                ? Optional.empty()
                : group(name)
                        .filter(group -> group.getAttributes() == null
                                || !group.getAttributes().containsKey(NAME_ATTRIBUTE));
    }

    private Optional<UserRepresentation> member(GroupRepresentation group, String email) {
        return user(email).filter(user -> isMember(group, user));
    }

    private boolean isMember(GroupRepresentation group, UserRepresentation user) {
        return realm.users().get(user.getId()).groups().stream()
                .anyMatch(it -> it.getId().equals(group.getId()));
    }

    private static void removed(Lease lease, Runnable removal) {
        lease.require();
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

    private static boolean carries(GroupRepresentation group, IdempotencyKey key) {
        Map<String, List<String>> attributes = group.getAttributes();
        return attributes != null
                && attributes.getOrDefault(KEY_ATTRIBUTE, List.of()).stream().anyMatch(it -> names(it, key));
    }

    /** Earlier versions wrote the key as it is: with other than ASCII in it, which no carrier has, it can only be that. */
    private static boolean names(String carried, IdempotencyKey key) {
        return carried.equals(key.carrier())
                || (carried.equals(key.value())
                        && !StandardCharsets.US_ASCII.newEncoder().canEncode(carried));
    }

    /** Its id; empty when there is one already. */
    private static Optional<String> created(Response response) {
        try (response) {
            if (response.getStatus() == Response.Status.CONFLICT.getStatusCode()) {
                return Optional.empty();
            }
            if (response.getStatus() != Response.Status.CREATED.getStatusCode()) {
                response.bufferEntity(); // what it says outlives the response
                throw new WebApplicationException(response);
            }
            return Optional.of(CreatedResponseUtil.getCreatedId(response));
        }
    }

    static String groupName(String customer) {
        return "workspace-" + Slug.of(customer.strip());
    }
}

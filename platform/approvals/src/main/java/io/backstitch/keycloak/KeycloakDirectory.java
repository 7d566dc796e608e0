package io.backstitch.keycloak;

import io.backstitch.directory.Account;
import io.backstitch.directory.Directory;
import io.backstitch.directory.DirectoryAway;
import io.backstitch.directory.Person;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The people as Keycloak knows them; {@code manager} and {@code approvalLimit} are attributes of its users. */
@Component
class KeycloakDirectory implements Directory {

    private static final Logger log = LoggerFactory.getLogger(KeycloakDirectory.class);
    private static final int NOT_FOUND = 404;
    private static final int MANY = 1000;

    private final RealmResource realm;

    KeycloakDirectory(RealmResource realm) {
        this.realm = realm;
    }

    @Override
    public Optional<Person> find(String userName) {
        return asked(() -> realm.users().searchByUsername(userName, true).stream()
                .filter(user -> userName.equals(user.getUsername()))
                .findFirst()
                .flatMap(this::person));
    }

    @Override
    public Optional<Account> account(String userName) {
        return asked(() -> realm.users().searchByUsername(userName, true).stream()
                .filter(user -> userName.equals(user.getUsername()))
                .findFirst()
                .map(user -> new Account(user.getId(), Boolean.TRUE.equals(user.isEnabled()), namesOf(user))));
    }

    /** The full name both ways round, as people and as lists write it. */
    private static Set<String> namesOf(UserRepresentation user) {
        String first = Objects.requireNonNullElse(user.getFirstName(), "").strip();
        String last = Objects.requireNonNullElse(user.getLastName(), "").strip();
        Stream<String> full = first.isEmpty() || last.isEmpty()
                ? Stream.empty()
                : Stream.of(first + " " + last, last + ", " + first, last + " " + first);
        return Stream.concat(Stream.ofNullable(user.getEmail()).filter(email -> !email.isBlank()), full)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean hasRole(String userName, String role) {
        return asked(() -> realm.users().searchByUsername(userName, true).stream()
                .filter(user -> userName.equals(user.getUsername()) && Boolean.TRUE.equals(user.isEnabled()))
                .flatMap(user -> realm.users().get(user.getId()).roles().realmLevel().listEffective().stream())
                .anyMatch(has -> has.getName().equals(role)));
    }

    @Override
    public List<Person> members(String group) {
        return asked(() -> groups(group)
                .flatMap(found -> realm.groups().group(found.getId()).members(0, MANY).stream())
                .flatMap(user -> person(user).stream())
                .toList());
    }

    @Override
    public Map<String, String> memberIds(String group) {
        return asked(() -> groups(group)
                .flatMap(found -> enabled(found.getId()))
                .collect(Collectors.toMap(
                        UserRepresentation::getUsername, UserRepresentation::getId, (one, other) -> one)));
    }

    private Stream<GroupRepresentation> groups(String path) {
        return realm.groups().groups(path, true, 0, MANY, true).stream()
                .filter(found -> path(found).equals(path));
    }

    /** Without the slash in front: a group inside another one is not the one whose name it has. */
    private static String path(GroupRepresentation group) {
        return group.getPath().substring(1);
    }

    private Stream<UserRepresentation> enabled(String groupId) {
        List<UserRepresentation> enabled = new ArrayList<>();
        List<UserRepresentation> page;
        int first = 0;
        do {
            page = realm.groups().group(groupId).members(first, MANY);
            page.stream().filter(user -> Boolean.TRUE.equals(user.isEnabled())).forEach(enabled::add);
            first += MANY;
        } while (page.size() == MANY);
        return enabled.stream();
    }

    private Optional<Person> person(UserRepresentation user) {
        if (!Boolean.TRUE.equals(user.isEnabled())) {
            return Optional.empty();
        }
        Set<String> groups = realm.users().get(user.getId()).groups().stream()
                .map(KeycloakDirectory::path)
                .collect(Collectors.toUnmodifiableSet());
        return Optional.of(new Person(
                user.getUsername(),
                groups,
                attribute(user, "manager"),
                limit(user),
                user.getEmail(),
                attribute(user, "department"),
                user.getId()));
    }

    private static @Nullable String attribute(UserRepresentation user, String name) {
        Map<String, List<String>> attributes = user.getAttributes();
        return Stream.ofNullable(attributes)
                .flatMap(all -> all.getOrDefault(name, List.of()).stream())
                .filter(value -> !value.isBlank())
                .findFirst()
                .orElse(null);
    }

    /** What cannot be read limits to nothing: a slip of the pen must not make somebody mightier. */
    private static @Nullable Long limit(UserRepresentation user) {
        String limit = attribute(user, "approvalLimit");
        if (limit == null) {
            return null;
        }
        try {
            return Long.parseLong(limit.strip());
        } catch (NumberFormatException e) {
            log.warn("The attribute approvalLimit of a user is no whole number of minor units: it counts as 0");
            return 0L;
        }
    }

    private static <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (WebApplicationException e) {
            if (e.getResponse().getStatus() == NOT_FOUND) {
                throw e;
            }
            throw new DirectoryAway(e);
        } catch (ProcessingException e) {
            throw new DirectoryAway(e);
        }
    }
}

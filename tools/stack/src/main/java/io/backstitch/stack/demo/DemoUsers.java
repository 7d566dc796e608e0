package io.backstitch.stack.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** The people of the embedded stack, as its realm begins: each has the password {@code demo}. */
public final class DemoUsers {

    private static final String REALM = "/io/backstitch/stack/component/backstitch-realm.json";

    private DemoUsers() {}

    /** The user names, in the order of the realm. */
    public static List<String> all() {
        return those(user -> true);
    }

    /** The user names of those who have a role. */
    public static List<String> having(String role) {
        return those(user -> user.path("realmRoles")
                .valueStream()
                .anyMatch(it -> it.asString("").equals(role)));
    }

    private static List<String> those(Predicate<JsonNode> wanted) {
        return realm().path("users")
                .valueStream()
                .filter(user -> !user.path("credentials").isEmpty())
                .filter(wanted)
                .map(user -> user.path("username").asString(""))
                .toList();
    }

    private static JsonNode realm() {
        try (InputStream realm = DemoUsers.class.getResourceAsStream(REALM)) {
            return Reply.JSON.readTree(Objects.requireNonNull(realm, REALM));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

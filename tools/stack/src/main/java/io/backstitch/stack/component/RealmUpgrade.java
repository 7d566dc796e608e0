package io.backstitch.stack.component;

import io.backstitch.stack.StackFailure;
import io.backstitch.stack.demo.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings a realm that an older version has imported to the realm file of this one: its rules for logins, the clients with the roles that are in their tokens'
 * scope, and the roles of the demo users. What somebody added stays; what this version has in another place goes. Twice is the same as once.
 */
final class RealmUpgrade {

    /** Tasklist and Operate had one client, and one role opened both. */
    private static final List<String> GONE = List.of("camunda-web", "camunda-api");

    /** Everybody had it to see their own runs, and saw those of all. */
    private static final String VIEWER = "run-viewer";

    private static final Set<String> NOT_OF_THE_REALM = Set.of(
            "realm", "roles", "groups", "clients", "scopeMappings", "clientScopeMappings", "users", "components");

    private final URI admin;
    private final URI token;
    private final JsonNode file;

    /**
     * For one realm.
     *
     * @param url of Keycloak
     * @param file the realm as this version has it
     */
    RealmUpgrade(String url, String realm, JsonNode file) {
        this.admin = URI.create(url + "/admin/realms/" + realm);
        this.token = URI.create(url + "/realms/master/protocol/openid-connect/token");
        this.file = file;
    }

    void apply() throws IOException {
        String bearer = "Bearer " + logIn();
        Call call = new Call(admin, bearer);
        ObjectNode realm = file.deepCopy().asObject();
        NOT_OF_THE_REALM.forEach(realm::remove);
        call.put("", realm);
        for (JsonNode client : file.path("clients").values()) {
            client(call, client);
        }
        newRoles(call, "/roles", file.at("/roles/realm"));
        for (var roles : file.at("/roles/client").properties()) {
            newRoles(call, "/clients/" + call.idOfClient(roles.getKey()) + "/roles", roles.getValue());
        }
        scopes(call);
        for (JsonNode user : file.path("users").values()) {
            user(call, user);
        }
        for (String client : GONE) {
            String id = call.idOfClient(client);
            if (!id.isEmpty()) {
                call.delete("/clients/" + id);
            }
        }
    }

    private String logIn() throws IOException {
        String form = "grant_type=password&client_id=admin-cli&username=admin&password=admin";
        Reply reply = Reply.to(HttpRequest.newBuilder(token)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
        if (!reply.isOk()) {
            throw new StackFailure(
                    "The demo realm is of an older version, and Keycloak's admin cannot log in to change it.",
                    "Give the user admin of the realm master the password admin, or begin anew with an empty folder of data.");
        }
        return reply.body().path("access_token").asString("");
    }

    /** One that is there keeps its id; its mappers were made with it. */
    private static void client(Call call, JsonNode client) throws IOException {
        String id = call.idOfClient(client.path("clientId").asString());
        if (id.isEmpty()) {
            call.post("/clients", client);
        } else {
            ObjectNode settings = client.deepCopy().asObject();
            settings.remove("protocolMappers");
            call.put("/clients/" + id, settings);
        }
    }

    private static void newRoles(Call call, String path, JsonNode roles) throws IOException {
        Set<String> there = names(call.get(path));
        for (JsonNode role : roles.values()) {
            if (!there.contains(role.path("name").asString())) {
                call.post(path, role);
            }
        }
    }

    private void scopes(Call call) throws IOException {
        for (JsonNode scope : file.path("scopeMappings").values()) {
            String path = "/clients/" + call.idOfClient(scope.path("client").asString()) + "/scope-mappings/realm";
            call.post(path, chosen(call.get("/roles"), scope.path("roles")));
        }
        for (var scopes : file.path("clientScopeMappings").properties()) {
            String of = call.idOfClient(scopes.getKey());
            for (JsonNode scope : scopes.getValue().values()) {
                String client = call.idOfClient(scope.path("client").asString());
                call.post(
                        "/clients/" + client + "/scope-mappings/clients/" + of,
                        chosen(call.get("/clients/" + of + "/roles"), scope.path("roles")));
            }
        }
    }

    /** Who was deleted stays deleted. */
    private static void user(Call call, JsonNode user) throws IOException {
        String name = URLEncoder.encode(user.path("username").asString(), StandardCharsets.UTF_8);
        String id = call.get("/users?exact=true&username=" + name)
                .path(0)
                .path("id")
                .asString("");
        if (id.isEmpty()) {
            return;
        }
        realmRoles(call, "/users/" + id + "/role-mappings/realm", user.path("realmRoles"));
        for (var roles : user.path("clientRoles").properties()) {
            String client = call.idOfClient(roles.getKey());
            call.post(
                    "/users/" + id + "/role-mappings/clients/" + client,
                    chosen(call.get("/clients/" + client + "/roles"), roles.getValue()));
        }
    }

    private static void realmRoles(Call call, String path, JsonNode names) throws IOException {
        JsonNode roles = call.get("/roles");
        call.post(path, chosen(roles, names));
        if (names.valueStream().noneMatch(name -> name.asString().equals(VIEWER))) {
            call.delete(path, chosen(roles, Reply.JSON.createArrayNode().add(VIEWER)));
        }
    }

    private static JsonNode chosen(JsonNode roles, JsonNode names) {
        Set<String> wanted = names.valueStream().map(JsonNode::asString).collect(Collectors.toSet());
        Stream<JsonNode> chosen = roles.valueStream()
                .filter(role -> wanted.contains(role.path("name").asString()));
        return Reply.JSON.valueToTree(chosen.toList());
    }

    private static Set<String> names(JsonNode roles) {
        return roles.valueStream().map(role -> role.path("name").asString()).collect(Collectors.toSet());
    }

    /** Keycloak's admin API, for one realm. */
    private record Call(URI realm, String bearer) {

        String idOfClient(String client) throws IOException {
            return get("/clients?clientId=" + client).path(0).path("id").asString("");
        }

        JsonNode get(String path) throws IOException {
            return sent(path, to(path).GET());
        }

        void put(String path, JsonNode body) throws IOException {
            sent(path, to(path).PUT(BodyPublishers.ofString(body.toString())));
        }

        void post(String path, JsonNode body) throws IOException {
            sent(path, to(path).POST(BodyPublishers.ofString(body.toString())));
        }

        void delete(String path) throws IOException {
            sent(path, to(path).DELETE());
        }

        void delete(String path, JsonNode body) throws IOException {
            sent(path, to(path).method("DELETE", BodyPublishers.ofString(body.toString())));
        }

        private HttpRequest.Builder to(String path) {
            return HttpRequest.newBuilder(URI.create(realm + path))
                    .header("Authorization", bearer)
                    .header("Content-Type", "application/json");
        }

        private static JsonNode sent(String path, HttpRequest.Builder request) throws IOException {
            Reply reply = Reply.to(request);
            if (!reply.isOk()) {
                throw new IOException("Keycloak says no to %s (%s)".formatted(path, reply.reason()));
            }
            return reply.body();
        }
    }
}

package io.backstitch.stack.torture;

import io.backstitch.stack.StackFailure;
import io.backstitch.stack.component.Keycloak;
import io.backstitch.stack.demo.Reply;
import io.backstitch.stack.torture.Evidence.Workspace;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What Keycloak itself says of workspaces, past our application. */
final class WorkspaceRecord {
    private static final int PAGE = 200;

    private final URI keycloak;

    WorkspaceRecord(URI keycloak) {
        this.keycloak = keycloak;
    }

    /** All groups that carry an idempotency key. */
    List<Workspace> all() {
        String token = token();
        var workspaces = new ArrayList<Workspace>();
        int size;
        int first = 0;
        do {
            JsonNode page = page(token, first);
            size = page.size();
            first += size;
            page.valueStream()
                    .forEach(group -> group.at("/attributes/idempotencyKey")
                            .valueStream()
                            .forEach(key -> workspaces.add(
                                    new Workspace(group.path("name").asString(""), key.asString("")))));
        } while (size == PAGE);
        return workspaces;
    }

    private JsonNode page(String token, int first) {
        return call(Reply.request(keycloak.resolve("/admin/realms/%s/groups?briefRepresentation=false&first=%d&max=%d"
                        .formatted(Keycloak.CUSTOMERS, first, PAGE)))
                .header("Authorization", "Bearer " + token));
    }

    private String token() {
        String form = "grant_type=client_credentials&client_id=%s&client_secret=%s"
                .formatted(Keycloak.PROVISIONER, Keycloak.PROVISIONER_SECRET);
        return call(Reply.request(keycloak.resolve(
                                "/realms/%s/protocol/openid-connect/token".formatted(Keycloak.CUSTOMERS)))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)))
                .path("access_token")
                .asString("");
    }

    private static JsonNode call(java.net.http.HttpRequest.Builder request) {
        try {
            Reply reply = Reply.to(request);
            if (reply.isOk()) {
                return reply.body();
            }
            throw new StackFailure(
                    "Keycloak says no (%s).".formatted(reply.reason()), "See ./backstitch logs keycloak.");
        } catch (IOException e) {
            throw new StackFailure("Keycloak does not answer.", "See ./backstitch status.", e);
        }
    }
}

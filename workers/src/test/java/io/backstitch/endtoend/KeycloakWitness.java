package io.backstitch.endtoend;

import io.backstitch.stack.Part;
import io.backstitch.stack.component.Keycloak;
import io.backstitch.stack.junit.RunningStack;
import io.backstitch.value.Slug;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Looks into Keycloak itself, past our application: what of a workspace is there? */
final class KeycloakWitness {

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;

    KeycloakWitness(RunningStack stack) {
        this.url = stack.url(Part.KEYCLOAK);
    }

    /** The names of the groups that were made for the customer, as Keycloak tells them. */
    List<String> groupsOf(String customer) {
        String name = "workspace-" + Slug.of(customer);
        return ask("/groups?exact=true&search=" + encoded(name)).findValuesAsString("name");
    }

    /** The user names with this e-mail address, as Keycloak tells them. */
    List<String> users(String email) {
        return ask("/users?exact=true&username=" + encoded(email)).findValuesAsString("username");
    }

    private JsonNode ask(String path) {
        JsonNode answer = send(HttpRequest.newBuilder(URI.create(url + "/admin/realms/" + Keycloak.CUSTOMERS + path))
                .header("Authorization", "Bearer " + token()));
        if (!answer.isArray()) {
            throw new IllegalStateException("Keycloak did not answer with a list: " + answer);
        }
        return answer;
    }

    private String token() {
        String form = "grant_type=client_credentials&client_id=%s&client_secret=%s"
                .formatted(Keycloak.PROVISIONER, Keycloak.PROVISIONER_SECRET);
        URI uri = URI.create(url + "/realms/" + Keycloak.CUSTOMERS + "/protocol/openid-connect/token");
        return send(HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)))
                .path("access_token")
                .asString();
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            return JsonMapper.shared()
                    .readTree(
                            http.send(request.build(), BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}

package io.backstitch.auditlog;

import io.backstitch.directory.Directory;
import io.backstitch.engine.InMemoryDirectory;
import io.backstitch.stack.junit.RunningStack;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The audit's doors over real HTTP, in front of an audit of three entries: order/1 to order/3. */
final class AuditDoors {

    /** Somebody who may read it. */
    static final String AUDITOR = "anna.auditor";

    /** The real doors with the real roles; only Keycloak's signature is not asked for. */
    @EnableAutoConfiguration
    @ComponentScan(basePackages = {"io.backstitch.security", "io.backstitch.web", "io.backstitch.erasure"})
    @ConfigurationPropertiesScan("io.backstitch.erasure")
    static class Doors {
        @Bean
        Directory directory() {
            return new InMemoryDirectory();
        }

        /** A token is a name and a role. */
        @Bean
        JwtDecoder tokens() {
            return token -> Jwt.withTokenValue(token)
                    .header("alg", "none")
                    .claim("preferred_username", token.split("[.]", 2)[0])
                    .claim("realm_access", Map.of("roles", List.of(token.split("[.]", 2)[1])))
                    .expiresAt(Instant.MAX)
                    .build();
        }
    }

    /** Whoever opens the doors closes it. */
    final AuditOnDatabase audit;

    private final HttpClient http = HttpClient.newHttpClient();

    AuditDoors(RunningStack stack) {
        audit = new AuditOnDatabase(
                stack,
                Map.of("server.port", "0", "management.server.port", "-1"),
                WebApplicationType.SERVLET,
                AuditOnDatabase.Audit.class,
                Doors.class);
        audit.append("order/1");
        audit.append("order/2");
        audit.append("order/3");
        audit.signed();
    }

    HttpResponse<String> get(String path, String token) throws IOException, InterruptedException {
        return send(request(path, token));
    }

    HttpResponse<String> erase(String person, String reason) throws IOException, InterruptedException {
        String body = JsonMapper.shared().writeValueAsString(Map.of("person", person, "reason", reason));
        return send(request("people/erasures", "petra.privacy-officer")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    HttpRequest.Builder request(String path, String token) {
        return requestWithoutToken(path).header("Authorization", "Bearer " + token);
    }

    HttpRequest.Builder requestWithoutToken(String path) {
        return HttpRequest.newBuilder(audit.address().resolve("/api/audit/" + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}

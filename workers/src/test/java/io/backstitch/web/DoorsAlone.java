package io.backstitch.web;

import io.backstitch.security.DoorRules;
import io.backstitch.value.Label;
import io.backstitch.value.PageLimit;
import io.backstitch.value.RequestKey;
import io.backstitch.value.Serial;
import io.backstitch.value.Within;
import io.backstitch.value.YesOrNo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** The real server with the real security and a few doors of a test; no database, no engine. */
final class DoorsAlone implements AutoCloseable {

    private static final String TOKEN_OF_NOBODY = "forged";
    private static final String TOKEN_WHILE_THE_REALM_IS_AWAY = "unknowable";

    @EnableAutoConfiguration(
            excludeName = {
                "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
                "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
                "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration",
                "org.springframework.modulith.events.config.EventPublicationAutoConfiguration",
                "org.springframework.modulith.events.jdbc.JdbcEventPublicationAutoConfiguration"
            })
    @ComponentScan(basePackages = {"io.backstitch.security", "io.backstitch.web"})
    static class Doors {

        /** A token is a role. */
        @Bean
        JwtDecoder tokens() {
            return token -> switch (token) {
                case TOKEN_OF_NOBODY -> throw new BadJwtException("the library's words about a token");
                case TOKEN_WHILE_THE_REALM_IS_AWAY ->
                    throw new AuthenticationServiceException("the library's words about the realm");
                default ->
                    Jwt.withTokenValue(token)
                            .header("alg", "none")
                            .claim("preferred_username", "somebody")
                            .claim("realm_access", Map.of("roles", List.of(token)))
                            .expiresAt(Instant.MAX)
                            .build();
            };
        }
    }

    /** At the paths of real doors, so that their rules count; no scan of the application's packages finds it. */
    @TestComponent
    @RestController
    static class Played {

        @Bean
        static DoorRules rules() {
            return new DoorRules(
                    DoorRules.known(
                            HttpMethod.GET, "/api/runs", "/api/runs/*", "/api/dead-letters/*", "/api/named-twice"),
                    DoorRules.known(HttpMethod.GET, "/api/named-*"),
                    DoorRules.role("workspace-requester", HttpMethod.POST, "/api/workspaces"),
                    DoorRules.role("engagement-planner", HttpMethod.POST, "/api/engagements"));
        }

        @GetMapping("/api/runs/{id}")
        Map<String, Object> run(@PathVariable("id") Label named) throws IOException {
            String id = named.text();
            return switch (id) {
                case "library" -> Map.of("id", Integer.decode("the library's words about " + id));
                case "broken" -> throw new IOException("the library's words about " + id);
                case "error" -> throw new StackOverflowError("the library's words about " + id);
                default -> Map.of("id", id);
            };
        }

        @GetMapping("/api/runs")
        Map<String, Object> runs(
                @RequestParam PageLimit limit,
                @RequestParam @Nullable Label process,
                @RequestParam(defaultValue = "false") YesOrNo stuck,
                @RequestParam @Nullable State state,
                @RequestParam @Within @Nullable Instant since) {
            return Map.of("limit", limit);
        }

        enum State {
            OPEN,
            CLOSED
        }

        @GetMapping("/api/dead-letters/{id}")
        Map<String, Object> letter(@PathVariable Serial id) {
            return Map.of("id", id);
        }

        @PostMapping(path = "/api/workspaces", consumes = "application/json")
        Map<String, Object> workspace(
                @RequestHeader("Idempotency-Key") RequestKey key, @RequestBody Map<String, Object> body) {
            return Map.of(key.text(), body);
        }

        record Plan(
                String subject,
                long version,
                @Nullable Duration pause,
                @Nullable List<Step> steps) {}

        record Step(String name, boolean done) {}

        @PostMapping(path = "/api/engagements", consumes = "application/json")
        Map<String, Object> plan(@RequestBody Plan plan) {
            return Map.of("subject", plan.subject(), "version", plan.version());
        }

        @PostMapping(path = "/api/engagements", consumes = "multipart/form-data")
        Map<String, Object> plans(
                @RequestPart("file") MultipartFile file, @RequestParam(required = false) @Nullable Duration pause) {
            return Map.of("size", file.getSize());
        }

        /** A door that two rules name. */
        @GetMapping("/api/named-twice")
        String namedTwice() {
            return "secret";
        }

        /** A door for which nobody wrote a rule. */
        @GetMapping("/api/forgotten")
        String forgotten() {
            return "secret";
        }
    }

    private final ConfigurableApplicationContext application;
    private final HttpClient http = HttpClient.newHttpClient();

    DoorsAlone() {
        application = new SpringApplicationBuilder(Doors.class, Played.class)
                .properties("backstitch.enabled=false")
                .run("--camunda.client.enabled=false", "--management.endpoint.health.validate-group-membership=false");
    }

    URI doors() {
        return address("local.server.port");
    }

    URI management() {
        return address("local.management.port");
    }

    private URI address(String port) {
        return URI.create("http://localhost:" + application.getEnvironment().getRequiredProperty(port));
    }

    HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(doors().resolve(path)).header("Authorization", "Bearer " + token);
    }

    HttpResponse<String> send(String method, String path, String token) throws IOException, InterruptedException {
        return send(request(path, token).method(method, BodyPublishers.noBody()));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** Sends what no client would, and returns all that is answered until the server ends the connection. */
    static String raw(URI server, String head) throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(said);
            return said.toString(StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        http.close();
        application.close();
    }
}

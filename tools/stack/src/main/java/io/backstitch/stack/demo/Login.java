package io.backstitch.stack.demo;

import io.backstitch.stack.StackFailure;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * Access tokens for one demo user, from Keycloak by password: for machines of developers only. A token is used for less
 * time than it is valid, so that a long watch does not fail half-way.
 */
public final class Login {
    private static final Duration USED_FOR = Duration.ofSeconds(45);

    private final URI tokens;
    private final String user;
    private final Clock clock;
    private String token = "";
    private Instant usedUntil = Instant.MIN;

    /** Of the demo operator. Asks for nothing before a token is wanted. */
    public Login(URI keycloak, Clock clock) {
        this(keycloak, "operator", clock);
    }

    /** Of this demo user. Asks for nothing before a token is wanted. */
    public Login(URI keycloak, String user, Clock clock) {
        this.tokens = keycloak.resolve("/realms/backstitch/protocol/openid-connect/token");
        this.user = user;
        this.clock = clock;
    }

    /**
     * A token that is valid for a while yet; may be asked for by several threads.
     *
     * @throws StackFailure when Keycloak is not there or does not know the demo user
     */
    public synchronized String token() {
        var now = clock.instant();
        if (!now.isBefore(usedUntil)) {
            token = fresh();
            usedUntil = now.plus(USED_FOR);
        }
        return token;
    }

    /**
     * A new one, and for how long it is good.
     *
     * @throws StackFailure when Keycloak is not there or does not know the demo user
     */
    public Issued issue() {
        var answer = ask();
        return new Issued(
                answer.path("access_token").asString(),
                Duration.ofSeconds(answer.path("expires_in").asLong(0)));
    }

    /** An access token, and for how long it is good from now on. It is a secret: it does not print itself. */
    public record Issued(String token, Duration goodFor) {
        @Override
        public String toString() {
            return "Issued[goodFor=" + goodFor + "]";
        }
    }

    private String fresh() {
        return issue().token();
    }

    private JsonNode ask() {
        try {
            var reply = Reply.to(Reply.request(tokens)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(
                            "grant_type=password&client_id=backstitch-cli&username=%s&password=demo&scope=openid"
                                    .formatted(URLEncoder.encode(user, StandardCharsets.UTF_8)))));
            if (reply.isOk()) {
                return reply.body();
            }
            throw new StackFailure(
                    "Keycloak does not log in the demo user '%s' (%s).".formatted(user, reply.reason()),
                    "Demo users are %s. If you changed the realm, './backstitch up --fresh' brings back the one of the demo."
                            .formatted(String.join(", ", DemoUsers.all())));
        } catch (IOException e) {
            throw new StackFailure(
                    "Keycloak does not answer at %s.".formatted(tokens), "Start the stack: ./backstitch up", e);
        }
    }
}

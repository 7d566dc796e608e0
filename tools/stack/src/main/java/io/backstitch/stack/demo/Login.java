package io.backstitch.stack.demo;

import io.backstitch.stack.StackFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

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

    private String fresh() {
        try {
            var reply = Reply.to(Reply.request(tokens)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(
                            "grant_type=password&client_id=backstitch-cli&username=%s&password=demo&scope=openid"
                                    .formatted(user))));
            if (reply.isOk()) {
                return reply.body().path("access_token").asString();
            }
            throw new StackFailure(
                    "Keycloak does not log in the demo user '%s' (%s).".formatted(user, reply.reason()),
                    "If you changed the realm, './backstitch up --fresh' brings back the one of the demo.");
        } catch (IOException e) {
            throw new StackFailure(
                    "Keycloak does not answer at %s.".formatted(tokens), "Start the stack: ./backstitch up", e);
        }
    }
}

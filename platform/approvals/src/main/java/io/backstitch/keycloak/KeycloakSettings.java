package io.backstitch.keycloak;

import io.backstitch.start.StartRefused;
import java.net.URI;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The Keycloak that knows the people.
 *
 * @param clientId of a service account that may see users and groups
 * @param clientSecret from the environment
 */
@ConfigurationProperties("backstitch.keycloak")
public record KeycloakSettings(String url, String realm, String clientId, String clientSecret) {

    private static final String DEMO_SECRET = "demo-secret-";
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /** The secrets of the demo realm are known to everybody: they are good for the embedded stack only. */
    void refuseDemoSecretElsewhere() {
        String host = URI.create(url).getHost();
        if (clientSecret.startsWith(DEMO_SECRET) && !THIS_MACHINE.contains(host)) {
            throw new StartRefused(
                    "The client secret for realm %s is one of the demo realms, which everybody knows, but %s is not the embedded stack."
                            .formatted(realm, url),
                    "Give the client a secret of its own, and set BACKSTITCH_KEYCLOAK_CLIENT_SECRET and BACKSTITCH_WORKSPACES_CLIENT_SECRET.");
        }
    }
}

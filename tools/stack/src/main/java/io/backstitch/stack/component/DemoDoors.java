package io.backstitch.stack.component;

import io.backstitch.stack.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The doors that the embedded stack opens beside the API, so that they can be tried: two sources of webhooks, and a topic. For machines
 * of developers only.
 */
public final class DemoDoors {
    /** Where the application takes CloudEvents from. */
    public static final String TOPIC = "backstitch.inbox";

    private static final Map<String, String> EVENTS_BY_SOURCE =
            Map.of("shop", "onboarding.requested", "planner", "engagement.changed");
    private static final int SECRET_BYTES = 32;

    private DemoDoors() {}

    /**
     * What signs the webhooks of all sources, as Standard Webhooks has it: {@code whsec_…}; empty while the application has never been
     * started.
     */
    public static String hookSecret(Site site) {
        return secret(site).value();
    }

    /** From the next start on, another instance takes the same webhooks. */
    public static void share(Site first, Site second) {
        try {
            secret(second).replace(hookSecret(first));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void prepare(Site site) throws IOException {
        secret(site).make();
    }

    private static KeptSecret secret(Site site) {
        return new KeptSecret(site.data(Part.APPLICATION).resolve("webhooks.secret"), DemoDoors::newSecret);
    }

    private static String newSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return "whsec_" + Base64.getEncoder().encodeToString(secret);
    }

    /** What opens them. */
    static Map<String, String> environment(Site site) {
        Map<String, String> environment = new HashMap<>(Map.of("BACKSTITCH_KAFKA_TRIGGERS_TOPICS", TOPIC));
        String secret = hookSecret(site);
        if (!secret.isEmpty()) {
            EVENTS_BY_SOURCE.forEach((source, event) -> {
                String prefix = "BACKSTITCH_HOOKS_SOURCES_" + source.toUpperCase(Locale.ROOT);
                environment.put(prefix + "_EVENT", event);
                environment.put(prefix + "_SCHEME", "standard-webhooks");
                environment.put(prefix + "_SECRETS_0", secret);
            });
        }
        return environment;
    }
}

package io.backstitch.hooks;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a sender asks once, when somebody gives it our address: whether somebody is there who answers. It starts nothing, and nothing of it
 * is stored.
 *
 * @param answer what is to be said: JSON
 */
record Greeting(JsonNode answer) implements Taken {

    /** Empty when it is an event. */
    static Optional<Greeting> in(SignatureScheme scheme, Headers headers, JsonNode payload) {
        boolean greets = switch (scheme) {
            // https://docs.github.com/en/webhooks/webhook-events-and-payloads#ping
            case GITHUB -> "ping".equals(headers.get("X-GitHub-Event"));
            // https://docs.slack.dev/reference/events/url_verification
            case SLACK -> payload.path("type").asString("").equals("url_verification");
            case STANDARD_WEBHOOKS, STRIPE -> false;
        };
        // Slack compares the challenge; nobody else reads the answer.
        return greets ? Optional.of(new Greeting(payload.asObject().retain("challenge"))) : Optional.empty();
    }
}

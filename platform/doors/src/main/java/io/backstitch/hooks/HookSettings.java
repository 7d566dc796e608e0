package io.backstitch.hooks;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Who may send us events. {@link HookSources} refuses what is wrong: a failure here would be reported with values that were bound, and
 * secrets are among them.
 *
 * @param maxSize of the body of one event
 * @param readTimeout how long the body of one event may take to arrive
 * @param sources by name, which is the last part of their path
 */
@ConfigurationProperties("backstitch.hooks")
record HookSettings(
        @DefaultValue("256KB") DataSize maxSize,
        @DefaultValue("10s") Duration readTimeout,
        @DefaultValue Map<String, Source> sources) {

    /**
     * One sender.
     *
     * @param event what its events are: {@code onboarding.requested}
     * @param scheme of its signatures
     * @param secrets from the environment: each may sign; two while they change
     * @param eventId {@code body}, or a JSON pointer into the payload; without it what the scheme gives
     * @param replayWindow how far the time of a signature may be from now
     * @param variables a JSON pointer into the payload for each field of the event; without any the payload is the request
     */
    record Source(
            @Nullable String event,
            @Nullable SignatureScheme scheme,
            @DefaultValue List<String> secrets,
            @Nullable String eventId,
            @DefaultValue("5m") Duration replayWindow,
            @DefaultValue Map<String, String> variables) {

        /** Without the secrets: it may end in a log. */
        @Override
        public String toString() {
            return "Source[event=%s, scheme=%s]".formatted(event, scheme);
        }
    }
}

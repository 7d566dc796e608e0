package io.backstitch.hooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * How a sender proves that an event is its own: a closed set. Each is an HMAC with SHA-256 over the very bytes of the body; while secrets
 * change, a sender may give several signatures, and we may know several secrets: one that fits will do.
 */
enum SignatureScheme {

    /**
     * Secrets are base64, with or without {@code whsec_} in front. The id is signed too; it has no full stop, which separates what is signed.
     *
     * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard Webhooks</a>
     */
    STANDARD_WEBHOOKS("webhook-id") {
        @Override
        SecretKeySpec key(String secret) {
            String base64 = secret.strip();
            base64 = base64.startsWith("whsec_") ? base64.substring("whsec_".length()) : base64;
            return new SecretKeySpec(Base64.getDecoder().decode(base64), Signed.ALGORITHM);
        }

        @Override
        Optional<Signed> read(Headers headers, byte[] body) {
            String id = headers.get("webhook-id");
            String seconds = headers.get("webhook-timestamp");
            String signatures = headers.get("webhook-signature");
            Instant at = time(seconds);
            if (id == null || id.contains(".") || at == null || signatures == null) {
                return Optional.empty();
            }
            List<byte[]> given = labelled(signatures, " ", "v1,", Base64.getDecoder()::decode);
            return Optional.of(new Signed("%s.%s.".formatted(id, seconds), body, given, at));
        }
    },

    /**
     * Says nothing about when; the id of a delivery is not signed, so that the body itself is the id.
     *
     * @see <a href="https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries">Validating webhook deliveries</a>
     */
    GITHUB("body") {
        @Override
        Optional<Signed> read(Headers headers, byte[] body) {
            String signature = headers.get("X-Hub-Signature-256");
            return signature == null
                    ? Optional.empty()
                    : Optional.of(new Signed("", body, labelled(signature, " ", "sha256=", HEX), null));
        }
    },

    /**
     * Signatures of other versions than {@code v1} count for nothing.
     *
     * @see <a href="https://docs.stripe.com/webhooks#verify-manually">Verify webhook signatures manually</a>
     */
    STRIPE("/id") {
        @Override
        Optional<Signed> read(Headers headers, byte[] body) {
            String header = headers.get("Stripe-Signature");
            List<String> times = header == null ? List.of() : labelled(header, ",", "t=", Function.identity());
            Instant at = times.size() == 1 ? time(times.getFirst()) : null;
            if (header == null || at == null) {
                return Optional.empty();
            }
            return Optional.of(new Signed(times.getFirst() + ".", body, labelled(header, ",", "v1=", HEX), at));
        }
    },

    /**
     * The body may be a form; it is signed as it came.
     *
     * @see <a href="https://docs.slack.dev/authentication/verifying-requests-from-slack">Verifying requests from Slack</a>
     */
    SLACK("/event_id") {
        @Override
        Optional<Signed> read(Headers headers, byte[] body) {
            String seconds = headers.get("X-Slack-Request-Timestamp");
            String signature = headers.get("X-Slack-Signature");
            Instant at = time(seconds);
            if (at == null || signature == null) {
                return Optional.empty();
            }
            List<byte[]> given = labelled(signature, " ", "v0=", HEX);
            return Optional.of(new Signed("v0:%s:".formatted(seconds), body, given, at));
        }
    };

    private static final Function<String, byte[]> HEX = HexFormat.of()::parseHex;
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");

    private final String eventId;

    /** With where the id of an event is: a header, a pointer into the payload, or the body itself. */
    SignatureScheme(String eventId) {
        this.eventId = eventId;
    }

    /** Where an event's own id is, unless it is configured otherwise. */
    EventId eventId() {
        boolean header = !eventId.startsWith("/") && !eventId.equals("body");
        return header ? new EventId.Header(eventId) : EventId.of(eventId);
    }

    /** Senders of these also send forms whose field {@code payload} is the JSON. */
    boolean sendsForms() {
        return this == GITHUB || this == SLACK;
    }

    /** @throws IllegalArgumentException when the secret is none of this scheme; its message may tell of the secret */
    SecretKeySpec key(String secret) {
        return new SecretKeySpec(secret.getBytes(UTF_8), Signed.ALGORITHM);
    }

    /** Empty when there is no signature, or none that can be read. */
    abstract Optional<Signed> read(Headers headers, byte[] body);

    /**
     * Whether the request is from one who knows one of the secrets.
     *
     * @param body as it came
     * @param window how far the time of the signature may be from now, to either side; a scheme without a time knows none
     */
    Verdict verify(Headers headers, byte[] body, List<SecretKeySpec> keys, Instant now, Duration window) {
        return read(headers, body).map(it -> it.judge(keys, now, window)).orElse(Verdict.FORGED);
    }

    private static @Nullable Instant time(@Nullable String seconds) {
        return seconds != null && SECONDS.matcher(seconds).matches()
                ? Instant.ofEpochSecond(Long.parseLong(seconds))
                : null;
    }

    /** The values with the label; those that cannot be read are none. */
    private static <T> List<T> labelled(String header, String separator, String label, Function<String, T> reader) {
        List<T> found = new ArrayList<>();
        for (String untrimmed : header.split(Pattern.quote(separator), -1)) {
            String part = untrimmed.strip();
            if (part.startsWith(label)) {
                try {
                    found.add(reader.apply(part.substring(label.length())));
                } catch (IllegalArgumentException ignored) {
                    // Not one of ours: it can be no signature.
                }
            }
        }
        return found;
    }
}

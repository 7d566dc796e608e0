package io.backstitch.stack.torture;

import io.backstitch.stack.demo.Reply;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Sends webhooks as the embedded stack's sources sign them.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard Webhooks</a>
 */
final class Webhooks {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String SECRET_PREFIX = "whsec_";

    private final byte[] key;
    private final Clock clock;

    /** @param secret of all sources, {@code whsec_…} */
    Webhooks(String secret, Clock clock) {
        this.key = Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length()));
        this.clock = clock;
    }

    /** Sends it once, signed now. */
    Answer send(Incoming event, Doors doors) {
        String timestamp = String.valueOf(clock.instant().getEpochSecond());
        String body = Reply.JSON.writeValueAsString(event.body());
        return doors.tell(
                "/hooks/" + event.kind().source(),
                Map.of(
                        "Content-Type",
                        "application/json",
                        "webhook-id",
                        event.key(),
                        "webhook-timestamp",
                        timestamp,
                        "webhook-signature",
                        signature(event.key(), timestamp, body)),
                body);
    }

    private String signature(String id, String timestamp, String body) {
        String content = "%s.%s.%s".formatted(id, timestamp, body);
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
        }
    }
}

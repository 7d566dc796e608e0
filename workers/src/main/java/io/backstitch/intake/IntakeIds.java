package io.backstitch.intake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids derived from what came in, so that the same request names the same run on any instance. */
final class IntakeIds {

    /** In front of the ids of events, which the engine's records quote. */
    static final String EVENT = "event-";

    private static final int BYTES = 10;

    private IntakeIds() {}

    static String run(Trigger trigger) {
        Trigger.Subject subject = trigger.subject();
        String digest = subject == null
                ? digest(trigger.process(), trigger.source(), trigger.idempotencyKey())
                : digest(trigger.process(), "", subject.id()); // no source has an empty name
        return trigger.process() + "-" + digest;
    }

    static String event(Trigger trigger) {
        return event(trigger.process(), trigger.source(), trigger.idempotencyKey());
    }

    static String event(String process, String source, String idempotencyKey) {
        return EVENT + digest(process, source, idempotencyKey);
    }

    private static String digest(String... parts) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}

package io.backstitch.intake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;

/** Ids derived from what came in, so that the same request names the same run on any instance. */
final class IntakeIds {

    /** In front of the ids of events, which the engine's records quote. */
    static final String EVENT = "event-";

    private static final int BYTES = 10;

    private IntakeIds() {}

    /** The run of what has no subject of its own, or of its subject. */
    static String run(Trigger trigger) {
        Trigger.Subject subject = trigger.subject();
        String digest = subject == null
                ? digest(trigger.process(), trigger.source(), trigger.idempotencyKey())
                : digest(trigger.process(), "", subject.id()); // no source has an empty name
        return trigger.process() + "-" + digest;
    }

    /**
     * The ids that a run of its own may have, in the order in which they are tried: who comes first with a key has the first one. So an
     * instance of the version before, which knows of no persons, finds it.
     */
    static List<String> runs(Trigger trigger) {
        String process = trigger.process();
        return ids(trigger.sender(), run(trigger), it -> process + "-" + digest(process, it, trigger.idempotencyKey()));
    }

    /** The same for an event. */
    static List<String> events(Trigger trigger) {
        return events(trigger.process(), trigger.sender(), trigger.idempotencyKey());
    }

    static List<String> events(String process, Sender sender, String idempotencyKey) {
        return ids(sender, event(process, sender.source(), idempotencyKey), it -> event(process, it, idempotencyKey));
    }

    private static List<String> ids(Sender sender, String first, UnaryOperator<String> ofSource) {
        return sender.isPerson()
                ? List.of(first, ofSource.apply(sender.source() + "#" + sender.person()))
                : List.of(first);
    }

    static String event(Trigger trigger) {
        return event(trigger.process(), trigger.source(), trigger.idempotencyKey());
    }

    /** By which a request is known again when its run is archived. */
    static byte[] request(Trigger trigger) {
        return HexFormat.of().parseHex(digest(trigger.process(), trigger.source(), trigger.idempotencyKey()));
    }

    private static String event(String process, String source, String idempotencyKey) {
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

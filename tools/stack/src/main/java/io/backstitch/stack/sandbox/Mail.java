package io.backstitch.stack.sandbox;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One mail that the sink accepted: an entry of its record.
 *
 * @param sequence 1 for the first one, without gaps
 * @param messageId as the sender wrote it; the same for a mail that was sent twice
 * @param from the sender of the envelope
 * @param to the recipients of the envelope
 * @param text the plain text, or the first text there is
 */
public record Mail(
        long sequence,
        String id,
        @Nullable String messageId,
        String from,
        List<String> to,
        String subject,
        String text,
        Instant at) {
    /** The recipients do not change any more. */
    public Mail {
        to = List.copyOf(to);
    }
}

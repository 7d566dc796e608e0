package io.backstitch.hooks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * Reads the body of an event: so many bytes, in so much time. A server's own time-out counts from one byte to the next, so that who sends
 * one now and then could go on for ever; here it counts for all of them. One who falls silent is left to the server's.
 */
@Component
class EventBodies {

    private static final int CHUNK = 8192;
    /** Read beyond the limit and thrown away, so that a sender that is still busy sending hears the answer. */
    private static final int THROWN_AWAY = 2 << 20;

    private final HookSettings settings;
    private final Clock clock;

    EventBodies(HookSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** @throws Refused when it is too large, too slow, or breaks off */
    byte[] read(InputStream in) {
        try {
            return readInTime(in, clock.instant().plus(settings.readTimeout()));
        } catch (IOException e) {
            throw hasTimedOut(e)
                    ? tooSlow()
                    : new Refused(Refusal.MALFORMED, "The body broke off, or is not what its headers say");
        }
    }

    private byte[] readInTime(InputStream in, Instant end) throws IOException {
        long limit = settings.maxSize().toBytes();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        long size = 0;
        int read = in.read(chunk);
        while (read >= 0 && size <= limit + THROWN_AWAY) {
            size += read;
            if (clock.instant().isAfter(end)) {
                throw tooSlow();
            }
            if (size <= limit) {
                body.write(chunk, 0, read);
            }
            read = in.read(chunk);
        }
        if (size > limit) {
            throw new Refused(Refusal.TOO_LARGE, "An event may have %d bytes at most".formatted(limit));
        }
        return body.toByteArray();
    }

    private Refused tooSlow() {
        return new Refused(
                Refusal.TOO_SLOW,
                "The body must arrive within %d seconds"
                        .formatted(settings.readTimeout().toSeconds()));
    }

    private static boolean hasTimedOut(IOException failure) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof SocketTimeoutException)) {
            cause = cause.getCause();
        }
        return cause != null;
    }
}

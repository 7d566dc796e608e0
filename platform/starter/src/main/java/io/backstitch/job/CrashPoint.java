package io.backstitch.job;

import io.backstitch.compensation.EffectListener;
import io.backstitch.compensation.IdempotencyKey;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * A failpoint, for tests of what a crash leaves behind: with {@code backstitch.crash-at=CALLED:Task_ChargeCard} the process
 * dies at once when an attempt whose key ends with that text comes to that milestone. Not set, it does nothing.
 *
 * @see <a href="https://www.freebsd.org/cgi/man.cgi?query=fail">Fail points in FreeBSD</a>
 */
@Component
class CrashPoint implements EffectListener {

    private static final Logger log = LoggerFactory.getLogger(CrashPoint.class);
    private static final int KILLED = 137;

    private final @Nullable Milestone milestone;
    private final String part;
    private final AtomicInteger passes;

    CrashPoint(@Value("${backstitch.crash-at:}") String crashAt) {
        String[] parts = crashAt.split(":", 3);
        this.milestone = crashAt.isEmpty() ? null : Milestone.valueOf(parts[0]);
        this.part = parts.length > 1 ? parts[1] : "";
        this.passes = new AtomicInteger(parts.length > 2 ? Integer.parseInt(parts[2]) : 0);
        if (milestone != null) {
            log.warn("This process will die at {}: backstitch.crash-at is set, which is for tests only", crashAt);
        }
    }

    @Override
    public void reached(Milestone reached, IdempotencyKey key) {
        if (reached == milestone && key.value().endsWith(part) && passes.getAndDecrement() <= 0) {
            log.warn("Dying at {} of {}", reached, key);
            Runtime.getRuntime().halt(KILLED);
        }
    }
}

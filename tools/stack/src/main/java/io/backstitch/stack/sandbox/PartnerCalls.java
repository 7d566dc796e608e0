package io.backstitch.stack.sandbox;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The calls that came in, oldest first: for tests, in memory, the newest {@value #KEPT} of them. A call is there as soon
 * as it has come in, before it meets a fault.
 */
final class PartnerCalls {
    private static final int KEPT = 100_000;

    private final Clock clock;

    /** Guarded by this. */
    private final SequencedMap<Long, PartnerCall> calls = new LinkedHashMap<>();

    private long last;

    PartnerCalls(Clock clock) {
        this.clock = clock;
    }

    synchronized PartnerCall cameIn(HttpCall call) {
        last++;
        var open = new PartnerCall(
                last,
                clock.instant(),
                call.method(),
                call.path(),
                call.header("Idempotency-Key"),
                null,
                false,
                false,
                null);
        calls.put(last, open);
        if (calls.size() > KEPT) {
            calls.pollFirstEntry();
        }
        return open;
    }

    synchronized void ended(PartnerCall call) {
        calls.replace(call.sequence(), call);
    }

    synchronized List<PartnerCall> list() {
        return List.copyOf(calls.values());
    }
}

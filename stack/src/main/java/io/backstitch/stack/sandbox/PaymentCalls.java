package io.backstitch.stack.sandbox;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The calls that came in, oldest first: for tests, in memory, the newest {@value #KEPT} of them. A call is there as soon
 * as it has come in, before it meets a fault.
 */
final class PaymentCalls {
    private static final int KEPT = 100_000;

    private final Clock clock;

    /** Guarded by this. */
    private final SequencedMap<Long, PaymentCall> calls = new LinkedHashMap<>();

    private long last;

    PaymentCalls(Clock clock) {
        this.clock = clock;
    }

    synchronized PaymentCall cameIn(HttpCall call) {
        last++;
        var open = new PaymentCall(
                last, clock.instant(), call.method(), call.path(), call.header("Idempotency-Key"), null, false, false);
        calls.put(last, open);
        if (calls.size() > KEPT) {
            calls.pollFirstEntry();
        }
        return open;
    }

    synchronized void ended(PaymentCall call) {
        calls.replace(call.sequence(), call);
    }

    synchronized List<PaymentCall> list() {
        return List.copyOf(calls.values());
    }
}

package io.backstitch.compensation;

import static io.backstitch.compensation.RecordingPartner.newRecord;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;

/** Many threads, one winner. */
class LedgerRaceTest {

    private static final int THREADS = 16;

    private final List<String> record = newRecord();
    private final RecordingPartner partner = RecordingPartner.of("charge", Recovery.REPEAT_WITH_KEY, record);
    private final Kernel kernel = new Kernel(partner);

    @RepeatedTest(10)
    void oneOfManyClaimsIsGranted() throws Exception {
        EffectCall call = kernel.call(partner);

        List<Claim> claims = atOnce(() -> kernel.ledger.claim(call));

        assertThat(claims).filteredOn(Claim.Granted.class::isInstance).hasSize(1);
        assertThat(claims).filteredOn(Claim.Busy.class::isInstance).hasSize(THREADS - 1);
    }

    @RepeatedTest(10)
    void oneOfManyTakesOverAnAbandonedClaim() throws Exception {
        EffectCall call = kernel.call(partner);
        Instant begin = kernel.clock.instant();
        kernel.ledger.claim(call);
        kernel.clock.advance(Kernel.LEASE);
        kernel.ledger.claim(call); // overdue

        List<Claim> claims = atOnce(() -> kernel.ledger.claim(call));

        assertThat(claims).filteredOn(Claim.Granted.class::isInstance).containsExactly(new Claim.Granted(2, begin));
    }

    @RepeatedTest(10)
    void aFenceAndManyClaimsLeaveNothingThatWasBegunUnseen() throws Exception {
        EffectCall call = kernel.call(partner);
        CyclicBarrier start = new CyclicBarrier(2);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Claim> claim = executor.submit(() -> {
                start.await();
                return kernel.ledger.claim(call);
            });
            start.await();
            kernel.sagas.fence(kernel.saga, List.of(call.element()), call.activation() + 1, "cancelled");
            List<LedgerEntry> seen = kernel.sagas.behindFence(kernel.saga);

            // Either the claim came first and the unwinding sees it, or it came later and is void.
            assertThat(claim.get() instanceof Claim.Granted).isEqualTo(!seen.isEmpty());
        }
    }

    @RepeatedTest(5)
    void manyHandlersUndoAnEffectOnce() throws Exception {
        kernel.complete(partner);
        kernel.settle();

        atOnce(() -> kernel.undo(partner));

        assertThat(record).containsExactly("do charge", "undo charge");
        assertThat(kernel.stateOf(partner)).isEqualTo(EffectState.UNDONE);
    }

    private static <T> List<T> atOnce(Callable<T> action) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        try (ExecutorService executor = Executors.newFixedThreadPool(THREADS)) {
            List<Callable<T>> tasks = IntStream.range(0, THREADS)
                    .<Callable<T>>mapToObj(thread -> () -> {
                        start.await();
                        return action.call();
                    })
                    .toList();
            List<Future<T>> futures = executor.invokeAll(tasks);
            return futures.stream().map(Future::resultNow).toList();
        }
    }
}

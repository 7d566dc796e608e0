package io.backstitch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.BrokerCluster;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.Patience;
import io.backstitch.stack.junit.RunningStack;
import io.backstitch.stack.process.Memory;
import io.backstitch.stack.sandbox.Fault;
import io.backstitch.stack.sandbox.SandboxClient;
import io.backstitch.stack.torture.Load;
import io.backstitch.stack.torture.People;
import io.backstitch.stack.torture.Plan;
import io.backstitch.stack.torture.Request;
import io.backstitch.stack.torture.Tally;
import io.backstitch.stack.torture.Witnesses;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Promises P1, P2 and P4 on an engine of three brokers, when the leader of a partition dies under load. */
@NeedsStack({Part.KEYCLOAK, Part.SANDBOX})
class ClusterTest {

    private static final int BROKERS = 3;
    private static final int RUNS = 60;
    private static final long MEMORY_NEEDED = 3_000_000_000L;
    /** Any will do; it is fixed so that a failure can be had again. */
    private static final long SEED = 3;

    private final RunningStack shared;
    private final SandboxClient partners;
    private BrokerCluster cluster;

    ClusterTest(RunningStack shared) {
        this.shared = shared;
        this.partners = shared.partners();
    }

    @BeforeEach
    void start() {
        assumeThat(Memory.available())
                .as("bytes of memory that are available: three brokers, a database and an application need them")
                .isGreaterThan(MEMORY_NEEDED);
        cluster = BrokerCluster.start(shared, BROKERS);
        cluster.stack().start(Part.APPLICATION);
    }

    @AfterEach
    void stop() {
        partners.clearFaults();
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void losesNothingAndDoesNothingTwiceWhenALeaderDiesUnderLoad() throws Exception {
        partners.faultPayments(Fault.withoutDeduplication());
        Plan plan = new Plan(SEED, "cluster-" + ProcessHandle.current().pid());
        try (Load load = Load.on(
                List.of(URI.create(cluster.stack().url(Part.APPLICATION))),
                URI.create(shared.url(Part.KEYCLOAK)),
                People.none(),
                Clock.systemUTC())) {
            load.sendAndAwait(plan.holder(), Patience.OF_TESTS);
            Thread requests = Thread.startVirtualThread(() -> send(load, plan));
            await().until(() -> load.accepted() > RUNS / 3);

            int partition = cluster.partitionLedElsewhere();
            int victim = Objects.requireNonNull(cluster.leaders().get(partition));
            cluster.kill(victim);
            await().until(() -> cluster.leaders().getOrDefault(partition, victim), leader -> leader != victim);

            requests.join();
            assertThat(load.awaitRest(Patience.OF_TESTS))
                    .as("all runs have ended")
                    .isTrue();
            assertTally(new Witnesses(
                            URI.create(shared.url(Part.SANDBOX)), URI.create(shared.url(Part.KEYCLOAK)), People.none())
                    .tally(load));
        }
    }

    private static void assertTally(Tally tally) {
        assertThat(tally.findings()).isEmpty();
        assertThat(tally.accepted()).isEqualTo(RUNS + 1);
        assertThat(tally.ended()).containsKeys("ONBOARDED", "REJECTED", "ROLLED_BACK");
        assertThat(tally.isClean()).isTrue();
    }

    /** Nobody is there to do a review. */
    private static void send(Load load, Plan plan) {
        Stream<Request> requests =
                plan.requests().filter(request -> !request.waitsForPerson()).limit(RUNS);
        try {
            load.send(requests.iterator(), 5, 30);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

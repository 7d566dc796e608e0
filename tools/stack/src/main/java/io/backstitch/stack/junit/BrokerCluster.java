package io.backstitch.stack.junit;

import io.backstitch.stack.Part;
import io.backstitch.stack.Port;
import io.backstitch.stack.Ports;
import io.backstitch.stack.StackFailure;
import io.backstitch.stack.artifact.Artifacts;
import io.backstitch.stack.component.Membership;
import io.backstitch.stack.component.Purpose;
import io.backstitch.stack.component.Site;
import io.backstitch.stack.component.Topology;
import io.backstitch.stack.lifecycle.Stack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * An engine of several brokers, for tests: every partition is on each of them. With it comes a stack with a database of its own, since
 * what a database knows of one engine means nothing to another; logins and partners are those of the stack beside it. Clients
 * know one address, the gateway in broker 0, so that one is never killed.
 */
public final class BrokerCluster implements AutoCloseable {
    private final RunningStack stack;
    private final Artifacts artifacts = new Artifacts();
    private final List<Site> brokers;
    private final Thread hook = new Thread(this::killAll, "cluster-end");

    private BrokerCluster(RunningStack beside, int size) {
        List<Ports> ports = Ports.free(size);
        this.stack = RunningStack.open(mixed(ports.getFirst(), beside.ports()), Purpose.TESTS);
        this.stack.applicationAs(beside);
        List<String> contactPoints = ports.stream()
                .map(it -> "127.0.0.1:" + it.of(Port.ZEEBE_INTERNAL))
                .toList();
        this.brokers = IntStream.range(0, size)
                .mapToObj(node -> new Site(
                        TestFolders.open(),
                        ports.get(node),
                        artifacts,
                        Purpose.TESTS,
                        new Membership(node, size, contactPoints)))
                .toList();
    }

    /**
     * Starts the brokers and the database side by side, and returns when every partition has a leader.
     *
     * @param beside where Keycloak and the sandbox run
     * @param size brokers, and as many partitions
     */
    public static BrokerCluster start(RunningStack beside, int size) {
        var cluster = new BrokerCluster(beside, size);
        Runtime.getRuntime().addShutdownHook(cluster.hook);
        try {
            cluster.startAll();
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private static Ports mixed(Ports own, Ports others) {
        Map<Port, Integer> numbers = new EnumMap<>(own.numbers());
        for (Part part : EnumSet.of(Part.KEYCLOAK, Part.SANDBOX)) {
            Port.of(part).forEach(port -> numbers.put(port, others.of(port)));
        }
        return new Ports(numbers);
    }

    private void startAll() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var starts = new ArrayList<CompletableFuture<Void>>();
            brokers.forEach(broker -> starts.add(CompletableFuture.runAsync(() -> start(broker), threads)));
            starts.add(CompletableFuture.runAsync(() -> stack.start(Part.POSTGRES), threads));
            starts.forEach(CompletableFuture::join);
        }
    }

    private static void start(Site broker) {
        new Stack(broker, new StartLines()).start(Set.of(Part.ZEEBE));
    }

    /** Database and application of this engine. */
    public RunningStack stack() {
        return stack;
    }

    /** Who leads what now: nodes by partition; a partition without a leader is not in it. */
    public Map<Integer, Integer> leaders() {
        try {
            return Topology.of(stack.zeebeRestUrl()).leaders();
        } catch (IOException e) {
            return Map.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("Interrupted.", "Try again.", e);
        }
    }

    /** A partition whose leader is not the broker that clients talk to. */
    public int partitionLedElsewhere() {
        return leaders().entrySet().stream()
                .filter(leader -> leader.getValue() != 0)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Broker 0 leads everything: " + leaders()))
                .getKey();
    }

    /** Ends a broker as {@code kill -9} does. */
    public void kill(int node) {
        new Stack(brokers.get(node), new StartLines()).kill(EnumSet.of(Part.ZEEBE));
    }

    /** Starts a broker that was killed, on its data; returns when it sees a leader of every partition. */
    public void revive(int node) {
        start(brokers.get(node));
    }

    /** Ends everything and deletes its data. */
    @Override
    public void close() {
        killAll();
        Runtime.getRuntime().removeShutdownHook(hook);
        stack.close();
        artifacts.close();
        for (Site broker : brokers) {
            TestFolders.deleteData(broker.folders());
        }
    }

    private void killAll() {
        for (int node = 0; node < brokers.size(); node++) {
            kill(node);
        }
    }
}

package io.backstitch.stack.torture;

import io.backstitch.stack.StackFailure;
import io.backstitch.stack.torture.Strike.Manner;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Strikes what the plan says, when it says so, and brings it back. A part is left alone until it is healthy again, and a blow is
 * left out while two are down.
 *
 * @see <a href="https://github.com/jepsen-io/jepsen/blob/main/doc/tutorial/05-nemesis.md">Jepsen's nemesis</a>
 */
final class Nemesis {
    /** With more, nothing would be going on that could go wrong. */
    private static final int MOST_DOWN = 2;

    private final Plan plan;
    private final Map<Killable, Victim> victims;
    private final List<Killable> kinds;
    private final Telling telling;
    private final Set<Killable> down = ConcurrentHashMap.newKeySet();
    private final Map<Manner, Map<Killable, Integer>> struck =
            Map.of(Manner.KILL, new ConcurrentHashMap<>(), Manner.PAUSE, new ConcurrentHashMap<>());
    private final ExecutorService healers = Executors.newVirtualThreadPerTaskExecutor();

    Nemesis(Plan plan, Map<Killable, Victim> victims, Telling telling) {
        this.plan = plan;
        this.victims = new EnumMap<>(victims);
        this.kinds = victims.keySet().stream().sorted().toList();
        this.telling = telling;
    }

    /** Strikes until it is interrupted. */
    void strikeOnAndOn() throws InterruptedException {
        for (int index = 1; !kinds.isEmpty(); index++) {
            Strike strike = plan.strike(index, kinds);
            Thread.sleep(strike.after());
            choose(strike).ifPresent(kind -> strike(kind, strike));
        }
    }

    private Optional<Killable> choose(Strike strike) {
        if (down.size() >= MOST_DOWN) {
            return Optional.empty();
        }
        return strike.preference().stream()
                .filter(kind -> !(strike.sparesTheLastInstance() && isLastInstance(kind)))
                .filter(kind -> !down.contains(kind) && victim(kind).isHealthy())
                .findFirst();
    }

    private boolean isLastInstance(Killable kind) {
        return switch (kind) {
            case WORKERS -> down.contains(Killable.APPLICATION);
            case APPLICATION -> down.contains(Killable.WORKERS);
            case POSTGRES, KAFKA, BROKER, SANDBOX -> false;
        };
    }

    private void strike(Killable kind, Strike strike) {
        down.add(kind);
        long begin = System.nanoTime();
        switch (strike.manner()) {
            case KILL -> {
                long pid = victim(kind).kill();
                telling.event("kill -9 %s (process %d)".formatted(kind.label(), pid));
            }
            case PAUSE -> {
                long pid = victim(kind).pause();
                telling.event("kill -STOP %s (process %d)".formatted(kind.label(), pid));
            }
        }
        of(strike.manner()).merge(kind, 1, Integer::sum);
        healers.execute(() -> heal(kind, strike.down(), begin));
    }

    private void heal(Killable kind, Duration time, long begin) {
        try {
            Thread.sleep(time);
            victim(kind).revive();
            telling.event("%s is back after %.1f s".formatted(kind.label(), (System.nanoTime() - begin) / 1e9));
            down.remove(kind);
        } catch (StackFailure e) {
            // It stays down; whoever looks at the end whether all is up tells the rest.
            telling.event("%s does not come back: %s".formatted(kind.label(), e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Victim victim(Killable kind) {
        return Objects.requireNonNull(victims.get(kind));
    }

    /** Returns when all that was struck is back, or was given up. */
    void awaitHealed() {
        healers.close();
    }

    /** What is dead or stands still now, or is not healthy yet. */
    Set<String> down() {
        var names = new TreeSet<String>();
        down.forEach(kind -> names.add(kind.label()));
        return names;
    }

    /** How often each was killed. */
    Map<Killable, Integer> kills() {
        return new TreeMap<>(of(Manner.KILL));
    }

    /** How often each stood still. */
    Map<Killable, Integer> pauses() {
        return new TreeMap<>(of(Manner.PAUSE));
    }

    private Map<Killable, Integer> of(Manner manner) {
        return Objects.requireNonNull(struck.get(manner));
    }
}

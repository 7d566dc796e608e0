package io.backstitch.stack.torture.insider;

import io.backstitch.stack.torture.insider.Tried.Reception;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** An employee hands a report in under the idempotency key of somebody else. It is to be a run of their own, and tell nothing of the other. */
record UseAnothersKey(Victims victims, Supplier<List<TrueRun>> trueRuns) implements Attempt {

    @Override
    public Kind kind() {
        return Kind.USE_ANOTHERS_KEY;
    }

    @Override
    public Tried make(RandomGenerator random, String mark) throws IOException {
        List<TrueRun> others = trueRuns.get().stream()
                .filter(it ->
                        it.process().equals(Victims.EXPENSE) && !it.owner().equals(Victims.EMPLOYEE))
                .filter(it ->
                        victims.all().stream().noneMatch(mine -> mine.usedKey().equals(it.key())))
                .toList();
        if (others.isEmpty()) {
            return Tried.missed(kind());
        }
        TrueRun other = others.get(random.nextInt(others.size()));
        Optional<Victim> mine = victims.report(random, mark, other.key());
        boolean met = mine.isPresent() && mine.get().id().equals(other.id());
        Reception otherwise = mine.isPresent() ? Reception.REFUSED : Reception.LOST;
        return Tried.without(kind(), met ? Reception.SUCCEEDED : otherwise, "the key of " + other.id());
    }
}

package io.backstitch.stack.torture.insider;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Somebody who reads the variables of a run copies its signed name into an instance of their own. */
record CopyName(EngineDoor engine, Sight sight, Supplier<List<TrueRun>> trueRuns) implements Attempt {

    @Override
    public Kind kind() {
        return Kind.COPY_NAME;
    }

    @Override
    public Tried make(RandomGenerator random, String mark) throws IOException {
        List<TrueRun> runs = trueRuns.get().stream().filter(TrueRun::open).toList();
        if (runs.isEmpty()) {
            return Tried.missed(kind());
        }
        TrueRun run = runs.get(random.nextInt(runs.size()));
        Optional<String> name = sight.instance(run.process(), run.id()).flatMap(it -> sight.text(it, "saga"));
        if (name.isEmpty()) {
            return Tried.missed(kind());
        }
        String process = Bait.startable(random);
        Map<String, Object> variables = new HashMap<>(Bait.variables(process, random, mark));
        variables.put("saga", name.get());
        variables.put("businessId", run.id());
        return StartInEngine.started(kind(), process, mark, variables, engine);
    }
}

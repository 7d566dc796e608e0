package io.backstitch.stack.torture.insider;

import io.backstitch.stack.torture.insider.Sight.OpenTask;
import io.backstitch.stack.torture.insider.Tried.Reception;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Answers an approval in the manager's name with what no database keeps, or nobody reads to its end. */
record PoisonAnswer(EngineDoor engine, OwnTasks tasks) implements Attempt {
    private static final int DEEP = 600;
    /** As JSON. */
    private static final List<String> POISON = List.of("\"a\\u0000b\"", "[".repeat(DEEP) + "]".repeat(DEEP));

    @Override
    public Kind kind() {
        return Kind.POISON_ANSWER;
    }

    @Override
    public Tried make(RandomGenerator random, String mark) throws IOException {
        Optional<OwnTasks.Own> own = tasks.any(random);
        if (own.isEmpty()) {
            return Tried.missed(kind());
        }
        OpenTask task = own.get().task();
        String poison = POISON.get(random.nextInt(POISON.size()));
        engine.assign(task.key(), "manager");
        Reception reception = Answers.missedIfGone(engine.complete(
                task.key(), "{\"decision\": \"approve\", \"reason\": \"%s\", \"more\": %s}".formatted(mark, poison)));
        String run = own.get().victim().run();
        return Tried.of(kind(), reception, mark, new Trace.Ruled(run), "of " + run);
    }
}

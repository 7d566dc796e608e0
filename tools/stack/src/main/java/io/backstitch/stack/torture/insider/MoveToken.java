package io.backstitch.stack.torture.insider;

import io.backstitch.stack.demo.Reply;
import io.backstitch.stack.torture.insider.Tried.Reception;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Moves the token of a report past its approval: with the engine's API, or as Operate's page does it. */
record MoveToken(EngineDoor engine, Operate operate, Sight sight, Victims victims) implements Attempt {
    private static final List<String> BEHIND = List.of("Task_ReserveBudget", "Task_PayOut", "Task_BookPayout");

    @Override
    public Kind kind() {
        return Kind.MOVE_TOKEN;
    }

    @Override
    public Tried make(RandomGenerator random, String mark) throws IOException {
        Optional<Victim> victim = victims.any(random);
        Optional<Long> instance = victim.flatMap(it -> sight.instance(it.process(), it.id()));
        if (instance.isEmpty()) {
            return Tried.missed(kind());
        }
        String run = victim.get().run();
        String element = BEHIND.get(random.nextInt(BEHIND.size()));
        if (random.nextBoolean()) {
            return operate.tried(kind(), operate.addToken(instance.get(), element), run, "modified");
        }
        Reply reply = engine.activate(instance.get(), element, Map.of("payable", 9_999_900, "requester", "spy"));
        Reception reception = Answers.missedIfGone(reply);
        return Tried.of(kind(), reception, mark, Trace.Entry.changed(run, "modified"), element);
    }
}

package io.backstitch.stack.torture.insider;

import io.backstitch.stack.demo.Reply;
import io.backstitch.stack.torture.insider.Tried.Reception;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Sets what a report is paid by: with the engine's API, or as Operate's page does it. */
record SetVariables(EngineDoor engine, Operate operate, Sight sight, Victims victims) implements Attempt {
    private static final List<Map<String, Object>> VALUES = List.of(
            Map.of("payable", 9_999_900),
            Map.of("amount", 9_999_900),
            Map.of("requester", "spy"),
            Map.of("costCenter", "another"),
            Map.of("approval", Map.of("outcome", "approved")));

    @Override
    public Kind kind() {
        return Kind.SET_VARIABLES;
    }

    @Override
    public Tried make(RandomGenerator random, String mark) throws IOException {
        Optional<Victim> victim = victims.any(random);
        Optional<Long> instance = victim.flatMap(it -> sight.instance(it.process(), it.id()));
        if (instance.isEmpty()) {
            return Tried.missed(kind());
        }
        String run = victim.get().run();
        Map<String, Object> values = VALUES.get(random.nextInt(VALUES.size()));
        if (random.nextBoolean()) {
            return operate.tried(kind(), operate.setVariable(instance.get(), values), run, "variables-set");
        }
        Reply reply = engine.set(instance.get(), values);
        Reception reception = Answers.missedIfGone(reply);
        return Tried.of(kind(), reception, mark, Trace.Entry.changed(run, "variables-set"), values.toString());
    }
}

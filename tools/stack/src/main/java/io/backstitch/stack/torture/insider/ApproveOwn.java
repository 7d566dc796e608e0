package io.backstitch.stack.torture.insider;

import io.backstitch.stack.torture.insider.Sight.OpenTask;
import io.backstitch.stack.torture.insider.Tried.Reception;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** An employee takes the approval of their own report in Tasklist, which hides it and does not protect it, and approves. */
record ApproveOwn(Tasklist tasklist, OwnTasks tasks) implements Attempt {

    @Override
    public Kind kind() {
        return Kind.APPROVE_OWN;
    }

    @Override
    public Tried make(RandomGenerator random, String mark) throws IOException {
        Optional<OwnTasks.Own> own = tasks.any(random);
        if (own.isEmpty()) {
            return Tried.missed(kind());
        }
        OpenTask task = own.get().task();
        Reception taken = Answers.missedIfGone(tasklist.assign(task.key()));
        Reception reception = taken == Reception.TAKEN
                ? Answers.missedIfGone(
                        tasklist.complete(task.key(), Map.of("decision", "approve", "reason", mark, "payable", 1)))
                : taken;
        String run = own.get().victim().run();
        return Tried.of(kind(), reception, mark, new Trace.Ruled(run), "of " + run);
    }
}

package io.backstitch.stack.torture.insider;

import io.backstitch.stack.torture.insider.Sight.OpenTask;
import io.backstitch.stack.torture.insider.Tried.Reception;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** An employee takes a task that does not ask them, of their own report or of anybody's, so that nobody else can do it. */
record HoldTask(Tasklist tasklist, Sight sight) implements Attempt {
    private static final String APPROVAL = "approval";

    @Override
    public Kind kind() {
        return Kind.HOLD_TASK;
    }

    @Override
    public Tried make(RandomGenerator random, String mark) throws IOException {
        List<OpenTask> tasks = sight.openTasks().stream()
                .filter(it -> it.process().equals(APPROVAL) && !it.users().contains(Victims.EMPLOYEE))
                .toList();
        if (tasks.isEmpty()) {
            return Tried.missed(kind());
        }
        OpenTask task = tasks.get(random.nextInt(tasks.size()));
        Optional<String> run = run(task);
        if (run.isEmpty()) {
            return Tried.missed(kind());
        }
        Reception reception = Answers.missedIfGone(tasklist.assign(task.key()));
        return Tried.of(
                kind(),
                reception,
                mark,
                new Trace.Released(run.get(), task.key(), Victims.EMPLOYEE),
                "of " + run.get());
    }

    /** Its name without the signature. */
    private Optional<String> run(OpenTask task) {
        return sight.text(task.instance(), "saga").map(it -> it.split("~", 2)[0]);
    }
}

package io.backstitch.stack.torture.insider;

import io.backstitch.stack.torture.insider.Sight.OpenTask;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Somebody who may write into the records' topic writes there that an approver has approved. */
record ForgeRecord(RecordsTopic topic, Sight sight) implements Attempt {
    /** No engine gets there: what is told of later comes before it. */
    private static final long UNREACHED = 1L << 62;

    private static final String APPROVAL = "approval";

    @Override
    public Kind kind() {
        return Kind.FORGE_RECORD;
    }

    @Override
    public Tried make(RandomGenerator random, String mark) throws IOException, InterruptedException {
        List<OpenTask> tasks = sight.openTasks().stream()
                .filter(it -> it.process().equals(APPROVAL))
                .toList();
        if (tasks.isEmpty()) {
            return Tried.missed(kind());
        }
        OpenTask task = tasks.get(random.nextInt(tasks.size()));
        boolean signs = random.nextBoolean();
        long position = random.nextBoolean() ? UNREACHED : random.nextLong(1_000_000, 1L << 40);
        topic.forge(value(task, random, mark), task.key(), position, signs);
        return Tried.taken(
                kind(),
                mark,
                new Trace.Aside(mark),
                "%s, position %d".formatted(signs ? "signed" : "unsigned", position));
    }

    private static Map<String, Object> value(OpenTask task, RandomGenerator random, String mark) {
        List<String> people = List.of("manager", "finance", "director");
        List<String> users = task.users().isEmpty() ? people : List.copyOf(task.users());
        return Map.of(
                "elementInstanceKey", task.elementInstance(),
                "processInstanceKey", task.instance(),
                "bpmnProcessId", task.process(),
                "elementId", "Task_Decide",
                "assignee", users.get(random.nextInt(users.size())),
                "action", "complete",
                "variables", Map.of("decision", "approve", "reason", mark));
    }
}

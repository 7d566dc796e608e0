package io.backstitch.stack.torture.insider;

import io.backstitch.stack.demo.Reply;
import io.backstitch.stack.torture.insider.Tried.Reception;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** An employee starts a process as the page <i>Processes</i> does, and hands variables over as its internal API takes them. */
record StartInTasklist(WebSession tasklist) implements Attempt {

    @Override
    public Kind kind() {
        return Kind.START_IN_TASKLIST;
    }

    @Override
    public Tried make(RandomGenerator random, String mark) throws IOException {
        String process = Bait.process(random);
        Reply reply = tasklist.send(
                "PATCH",
                "/v1/internal/processes/%s/start".formatted(process),
                Map.of("variables", variables(Bait.variables(process, random, mark))));
        long instance = reply.body().path("id").asLong(0);
        return instance == 0
                ? Tried.without(kind(), Answers.refusedUnlessOk(reply, Reception.LOST), process)
                : Tried.taken(kind(), mark, new Trace.RefusedInstance(instance), process);
    }

    /** As Tasklist takes them: each value as JSON. */
    static List<Map<String, String>> variables(Map<String, Object> variables) {
        return variables.entrySet().stream()
                .map(it -> Map.of("name", it.getKey(), "value", Reply.JSON.writeValueAsString(it.getValue())))
                .toList();
    }
}

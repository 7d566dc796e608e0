package io.backstitch.stack.torture.insider;

import io.backstitch.stack.demo.Reply;
import io.backstitch.stack.torture.insider.Tried.Reception;
import java.io.IOException;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Somebody who reaches the engine starts a process there. */
record StartInEngine(EngineDoor engine) implements Attempt {

    @Override
    public Kind kind() {
        return Kind.START_IN_ENGINE;
    }

    @Override
    public Tried make(RandomGenerator random, String mark) throws IOException {
        String process = Bait.process(random);
        return started(kind(), process, mark, Bait.variables(process, random, mark), engine);
    }

    static Tried started(Kind kind, String process, String mark, Map<String, Object> variables, EngineDoor engine)
            throws IOException {
        Reply reply = engine.start(process, variables);
        long instance = reply.body().path("processInstanceKey").asLong(0);
        return instance == 0
                ? Tried.without(kind, Answers.refusedUnlessOk(reply, Reception.LOST), process)
                : Tried.taken(kind, mark, new Trace.RefusedInstance(instance), process);
    }
}

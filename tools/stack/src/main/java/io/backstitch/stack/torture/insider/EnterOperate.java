package io.backstitch.stack.torture.insider;

import io.backstitch.stack.demo.Reply;
import io.backstitch.stack.torture.insider.Tried.Reception;
import java.io.IOException;
import java.util.Map;
import java.util.random.RandomGenerator;

/** An employee logs in to Operate and asks it for runs. */
record EnterOperate(WebSession operate) implements Attempt {

    @Override
    public Kind kind() {
        return Kind.ENTER_OPERATE;
    }

    @Override
    public Tried make(RandomGenerator random, String mark) throws IOException {
        Reply reply = operate.send(
                "POST", "/api/process-instances", Map.of("query", Map.of("running", true, "active", true)));
        return Tried.without(kind(), Answers.refusedUnlessOk(reply, Reception.SUCCEEDED), "was let in");
    }
}

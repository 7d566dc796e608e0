package io.backstitch.stack.cli;

import io.backstitch.stack.demo.Places;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine;

/** Runs commands as the script does, against an application that is played; the environment is the test's. */
final class OperatorCommands implements AutoCloseable {

    final FakeOperatorApi application = new FakeOperatorApi();
    final Map<String, String> environment = new HashMap<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    OperatorCommands() throws IOException {
        environment.put("BACKSTITCH_URL", application.url().toString());
        environment.put("BACKSTITCH_TOKEN", "token-of-a-person");
    }

    /** The exit code. */
    int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Backstitch.commandLine(new CommandLine.IFactory() {
                    @Override
                    public <K> K create(Class<K> type) throws Exception {
                        return type == Operator.class
                                ? type.cast(new Operator(environment, OperatorCommands.this::embedded))
                                : CommandLine.defaultFactory().create(type);
                    }
                })
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    private Places embedded() {
        URI at = application.url();
        return new Places(at, at, at, at, at, at);
    }

    @Override
    public void close() {
        application.close();
    }
}

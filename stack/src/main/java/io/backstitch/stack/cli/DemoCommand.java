package io.backstitch.stack.cli;

import io.backstitch.stack.demo.Demo;
import io.backstitch.stack.demo.Places;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts a few runs on the running stack, or watches one. */
@Command(
        name = "demo",
        description = "Starts five onboardings on the running stack, and tells what happened and where to look."
                + " It can be repeated.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Runnable {
    @Option(
            names = "--watch",
            paramLabel = "RUN",
            description = "Start nothing; tell this run as it goes on, until it ends.")
    private @Nullable String watched;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        var demo = new Demo(
                Places.of(Home.find().ports()),
                Clock.systemUTC(),
                spec.commandLine().getOut());
        if (watched == null) {
            demo.run();
        } else {
            demo.watch(watched);
        }
    }
}

package io.backstitch.stack.cli;

import io.backstitch.stack.demo.Demo;
import io.backstitch.stack.demo.ExpenseDemo;
import io.backstitch.stack.demo.Places;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Starts a few runs on the running stack, or watches one. */
@Command(
        name = "demo",
        description = "Starts five onboardings on the running stack, or expense reports that wait for people,"
                + " and tells what happened and where to look. It can be repeated.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Runnable {
    /** What can be shown. */
    enum Subject {
        onboarding,
        expense
    }

    @Parameters(
            arity = "0..1",
            paramLabel = "PROCESS",
            defaultValue = "onboarding",
            description = "${COMPLETION-CANDIDATES}; without it, ${DEFAULT-VALUE}.")
    private Subject subject = Subject.onboarding;

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
        var places = Places.of(Home.find().ports());
        var out = spec.commandLine().getOut();
        var demo = new Demo(places, Clock.systemUTC(), out);
        if (watched != null) {
            demo.watch(watched);
            return;
        }
        switch (subject) {
            case onboarding -> demo.run();
            case expense -> new ExpenseDemo(places, Clock.systemUTC(), out).run();
        }
    }
}

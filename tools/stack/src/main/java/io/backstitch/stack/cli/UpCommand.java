package io.backstitch.stack.cli;

import io.backstitch.stack.Part;
import io.backstitch.stack.doctor.Doctor;
import io.backstitch.stack.keeper.KeeperProcess;
import io.backstitch.stack.keeper.KeptRestarts;
import io.backstitch.stack.lifecycle.LineProgress;
import io.backstitch.stack.lifecycle.Progress;
import io.backstitch.stack.lifecycle.Stack;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts what does not run and returns when all can be used. */
@Command(
        name = "up",
        description =
                "Starts everything that does not run yet, and waits until it can be used. Data of earlier days is kept. Models are checked first: where one is to be mended, nothing is started, stopped or deleted.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
    @Option(names = "--fresh", description = "Delete all data first: runs, tasks, users, mails. Asks before.")
    private boolean fresh;

    @Option(names = "--yes", description = "With --fresh: do not ask.")
    private boolean yes;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final Supplier<Home> place;

    UpCommand() {
        this(Home::find);
    }

    UpCommand(Supplier<Home> place) {
        this.place = place;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Home home = place.get();
        CheckReport models = CheckReport.beforeStart(home.folders().root());
        if (models.hasFindings()) {
            models.print(out);
            out.println("Nothing was started, and what runs goes on as it was. Mend this, and try again.");
            return 1;
        }
        if (fresh && !yes && !FreshStart.agreed(home, out)) {
            out.println("Nothing was deleted, nothing was started.");
            return 1;
        }
        OneAtATime.run(home.folders().state(), () -> {
            if (fresh) {
                FreshStart.clear(home);
            }
            Instant begin = Instant.now();
            // It has the code and the environment of the up before; and it must not start anything beside this one.
            KeeperProcess keeper = new KeeperProcess(home.folders());
            keeper.stop();
            new KeptRestarts(home.folders(), Part.APPLICATION).forget();
            up(home);
            keeper.start(Backstitch.class.getName(), KeepCommand.NAME);
            out.println(WhereTable.of(home.ports(), Duration.between(begin, Instant.now())));
        });
        return 0;
    }

    private static void up(Home home) {
        new Doctor(home.folders(), home.ports(), home.stack(Progress.unheard())).clear();
        Set<Part> all = EnumSet.allOf(Part.class);
        if (!home.terminal()) {
            start(home.stack(new LineProgress(System.out)), home, all);
            return;
        }
        TerminalProgress progress = TerminalProgress.on(System.out, all, home.columns());
        try {
            start(home.stack(progress), home, all);
        } finally {
            progress.end();
        }
    }

    private static void start(Stack stack, Home home, Set<Part> all) {
        Interruption.guard(stack, () -> {
            stack.start(all);
            FormShown.await(home.ports());
        });
    }
}

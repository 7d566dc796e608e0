package io.backstitch.stack.cli;

import io.backstitch.stack.Part;
import io.backstitch.stack.keeper.KeeperProcess;
import io.backstitch.stack.keeper.KeptRestarts;
import io.backstitch.stack.lifecycle.Progress;
import io.backstitch.stack.lifecycle.Stack;
import io.backstitch.stack.torture.SecondApplication;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Stops everything in the order in which nothing is missed. */
@Command(name = "down", description = "Stops everything. Data is kept.", mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        Home home = Home.find();
        // First, so that nothing is started again, and whatever it is at work on is let go of.
        new KeeperProcess(home.folders()).stop();
        OneAtATime.run(
                home.folders().state(), () -> down(home, spec.commandLine().getOut()));
        return 0;
    }

    private static void down(Home home, PrintWriter out) {
        SecondApplication.stopLeftOver(home.site());
        Stack stack = home.stack(Progress.unheard());
        Set<Part> running = stack.running();
        if (running.isEmpty()) {
            out.println("Nothing runs.");
            return;
        }
        out.println("Stopping " + running.stream().map(Part::label).collect(Collectors.joining(", ")) + " ...");
        out.flush();
        stack.stop(EnumSet.allOf(Part.class));
        new KeptRestarts(home.folders(), Part.APPLICATION).forget();
        out.println("Stopped. Data is kept in " + home.folders().state().resolve("data") + ".");
    }
}

package io.backstitch.stack.cli;

import io.backstitch.stack.Part;
import io.backstitch.stack.keeper.KeeperProcess;
import io.backstitch.stack.keeper.KeptRestarts;
import io.backstitch.stack.lifecycle.Progress;
import io.backstitch.stack.lifecycle.Stack;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Tells what runs. The exit code is 0 if everything is ready. */
@Command(
        name = "status",
        description = "Tells what runs, and where. Exit code 0 if everything is ready, 1 if not.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Option(
            names = "--json",
            description =
                    "For programs: name, state, url, pid and version of each part, how often it was started again, and why it is not any more.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Home home = Home.find();
        Stack stack = home.stack(Progress.unheard());
        List<Status> all = Stream.of(Part.values())
                .parallel()
                .map(part -> Status.of(stack.state(part), new KeptRestarts(home.folders(), part).read()))
                .toList();
        if (json) {
            out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all));
        } else {
            all.forEach(it -> out.println(it.text()));
            if (all.stream().anyMatch(it -> it.part().pid() != null) && !new KeeperProcess(home.folders()).isAlive()) {
                out.println(
                        "  Nobody starts the application again when it dies: ./backstitch up does, when it is called once more.");
            }
        }
        return all.stream().allMatch(Status::isReady) ? 0 : 1;
    }
}

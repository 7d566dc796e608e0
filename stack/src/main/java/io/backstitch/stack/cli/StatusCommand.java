package io.backstitch.stack.cli;

import io.backstitch.stack.Part;
import io.backstitch.stack.lifecycle.PartState;
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

    @Option(names = "--json", description = "For programs: name, state, url, pid and version of each part.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Stack stack = Home.find().stack(Progress.unheard());
        List<PartState> states =
                Stream.of(Part.values()).parallel().map(stack::state).toList();
        if (json) {
            out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(states));
        } else {
            states.forEach(s -> out.println(row(s)));
        }
        return states.stream().allMatch(s -> s.state() == PartState.State.READY) ? 0 : 1;
    }

    private static String row(PartState state) {
        String pid = state.pid() == null ? "" : "pid " + state.pid();
        return "  %-12s %-9s %-48s %-11s %s"
                .formatted(state.name(), state.state().label(), state.url(), pid, state.version());
    }
}

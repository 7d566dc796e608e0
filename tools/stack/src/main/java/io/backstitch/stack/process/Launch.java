package io.backstitch.stack.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What it takes to start a process.
 *
 * @param environment all of the process's environment: nothing is inherited but what {@link DetachedProcess} says
 * @param directory the working directory
 */
public record Launch(List<String> command, Map<String, String> environment, Path directory) {

    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}

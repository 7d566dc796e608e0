package io.backstitch.stack.cli;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** Change a run that goes on. */
final class RunChangeCommands {

    private RunChangeCommands() {}

    /** What each change needs. */
    abstract static class Changing extends RunsCommand.OfOne {
        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; it goes on record.")
        @SuppressWarnings("NullAway.Init")
        String reason;
    }

    /** Gives a step fresh attempts. */
    @Command(
            name = "retry",
            description =
                    "Retries a step that waits for a person. What happened is not repeated. On record; needs the role run-operator.",
            mixinStandardHelpOptions = true)
    static final class Retry extends Changing {
        @Parameters(index = "1", paramLabel = "ELEMENT", description = "The step's id in the model.")
        @SuppressWarnings("NullAway.Init")
        private String element;

        @Override
        public void run() {
            String step = path() + "/steps/" + Address.segment(element) + "/retry";
            operator.api()
                    .post(step, Map.of("reason", reason))
                    .path("deadLetters")
                    .forEach(letter -> out().printf(
                                    "%s  %s%n",
                                    RunsCommand.text(letter, "state"), RunsCommand.text(letter, "element")));
        }
    }

    /** Changes a variable. */
    @Command(
            name = "set",
            description =
                    "Changes a variable that the model declares changeable. Steps that have happened stay as they are. On record; needs the role run-operator.",
            mixinStandardHelpOptions = true)
    static final class Set extends Changing {
        @Parameters(index = "1", paramLabel = "NAME", description = "The variable.")
        @SuppressWarnings("NullAway.Init")
        private String name;

        @Parameters(index = "2", paramLabel = "VALUE", description = "A text; with --json-value any JSON.")
        @SuppressWarnings("NullAway.Init")
        private String value;

        @Option(names = "--json-value", description = "VALUE is JSON, such as 42.")
        private boolean jsonValue;

        @Override
        public void run() {
            Object given = jsonValue ? JsonMapper.shared().readValue(value, Object.class) : value;
            operator.api()
                    .put(
                            path() + "/variables/" + Address.segment(name),
                            Map.of("value", given, "reason", reason),
                            Map.of());
            out().println(name + " is changed.");
        }
    }

    /** Moves the date that a run waits for. */
    @Command(
            name = "move",
            description =
                    "Moves the date that a run waits for; one that has passed means now. On record; needs the role run-operator.",
            mixinStandardHelpOptions = true)
    static final class Move extends Changing {
        @Option(names = "--to", required = true, paramLabel = "TIME", description = "As in 2026-12-01T09:00:00Z.")
        @SuppressWarnings("NullAway.Init")
        private Instant date;

        @Override
        public void run() {
            Map<String, String> key =
                    Map.of("Idempotency-Key", UUID.randomUUID().toString());
            operator.api().put(path() + "/date", Map.of("date", date.toString(), "reason", reason), key);
            out().println("It will be moved to " + date + ".");
        }
    }
}

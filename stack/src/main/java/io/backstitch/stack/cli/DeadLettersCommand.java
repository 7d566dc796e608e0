package io.backstitch.stack.cli;

import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Lists the steps that have failed for good, and lets a person decide about them. */
@Command(
        name = "dead-letters",
        description = "Lists the steps that have failed for good and wait for a person.",
        subcommands = {
            DeadLettersCommand.Show.class,
            DeadLettersCommand.Replay.class,
            DeadLettersCommand.ReplayAll.class,
            DeadLettersCommand.GiveUp.class
        },
        mixinStandardHelpOptions = true)
final class DeadLettersCommand implements Runnable {

    /** Which letters. */
    static final class Filter {
        @Option(names = "--process", paramLabel = "PROCESS", description = "Only of this process.")
        private @Nullable String process;

        @Option(names = "--element", paramLabel = "ID", description = "Only of this element of the model.")
        private @Nullable String element;

        @Option(names = "--job-type", paramLabel = "TYPE", description = "Only of this job type.")
        private @Nullable String jobType;

        @Option(
                names = "--kind",
                paramLabel = "KIND",
                description = "ATTEMPTS_USED_UP, FINAL, BUG, IN_DOUBT, KEY_REUSED, VOIDED or INCIDENT.")
        private @Nullable String kind;

        @Option(names = "--run", paramLabel = "RUN", description = "Only of this run.")
        private @Nullable String run;

        Map<String, String> values() {
            Map<String, String> values = new LinkedHashMap<>();
            put(values, "process", process);
            put(values, "element", element);
            put(values, "jobType", jobType);
            put(values, "kind", kind);
            put(values, "run", run);
            return values;
        }

        private static void put(Map<String, String> values, String name, @Nullable String value) {
            if (value != null) {
                values.put(name, value);
            }
        }
    }

    @Mixin
    private final Operator operator = new Operator();

    @Mixin
    private final Filter filter = new Filter();

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "OPEN (default), REPLAYED, GIVEN_UP, RESOLVED or ALL.")
    private String state = "OPEN";

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        Map<String, String> query = filter.values();
        if (!state.equals("ALL")) {
            query.put("state", state);
        }
        JsonNode letters =
                operator.api().get("/api/dead-letters?" + encoded(query)).path("deadLetters");
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(letters.toPrettyString());
            return;
        }
        letters.forEach(letter -> print(letter, out));
        out.printf("%d dead letter%s.%n", letters.size(), letters.size() == 1 ? "" : "s");
        if (!letters.isEmpty() && state.equals("OPEN")) {
            out.println(
                    "Try again: backstitch dead-letters replay ID --reason WHY. Take the run back: … give-up ID --reason WHY.");
        }
    }

    private static String encoded(Map<String, String> query) {
        return query.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static void print(JsonNode letter, PrintWriter out) {
        out.printf(
                "%6s  %-16s %-8s %s of %s%n        %s%n",
                letter.path("id").asString(),
                letter.path("kind").asString(),
                letter.path("state").asString(),
                letter.path("element").asString(),
                letter.path("run").asString("a run without business id"),
                letter.path("reason").asString());
        letter.path("attempts")
                .forEach(attempt -> out.printf(
                        "        %s  %-11s %s%n",
                        attempt.path("at").asString(),
                        attempt.path("classified").asString(),
                        attempt.path("error").asString()));
        if (letter.path("decidedBy").isString()) {
            out.printf(
                    "        decided by %s at %s: %s%n",
                    letter.path("decidedBy").asString(),
                    letter.path("decidedAt").asString(),
                    letter.path("note").asString(""));
        }
    }

    /** What each decision needs. */
    abstract static class Deciding implements Runnable {
        @Mixin
        final Operator operator = new Operator();

        @Option(names = "--reason", required = true, paramLabel = "WHY", description = "For the record.")
        String reason = "";

        @Spec
        @SuppressWarnings("NullAway.Init")
        CommandSpec spec;

        PrintWriter out() {
            return spec.commandLine().getOut();
        }
    }

    /** One letter. */
    @Command(name = "show", description = "Shows one.", mixinStandardHelpOptions = true)
    static final class Show implements Runnable {
        @Mixin
        private final Operator operator = new Operator();

        @Parameters(paramLabel = "ID")
        private long id;

        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Override
        public void run() {
            print(
                    operator.api().get("/api/dead-letters/" + id),
                    spec.commandLine().getOut());
        }
    }

    /** Fresh attempts for one. */
    @Command(
            name = "replay",
            description = "Gives the step fresh attempts. What has happened is not repeated.",
            mixinStandardHelpOptions = true)
    static final class Replay extends Deciding {
        @Parameters(paramLabel = "ID")
        private long id;

        @Override
        public void run() {
            print(operator.api().post("/api/dead-letters/%d/replay".formatted(id), Map.of("reason", reason)), out());
        }
    }

    /** Fresh attempts for many. */
    @Command(
            name = "replay-all",
            description = "Gives fresh attempts to all open ones that match, 500 at once at most.",
            mixinStandardHelpOptions = true)
    static final class ReplayAll extends Deciding {
        @Mixin
        private final Filter filter = new Filter();

        @Override
        public void run() {
            Map<String, String> body = filter.values();
            body.put("reason", reason);
            JsonNode answer = operator.api().post("/api/dead-letters/replay", body);
            out().printf(
                            "%d replayed, %d not yet: the engine's record of their incident has not come.%n",
                            answer.path("replayed").size(),
                            answer.path("notYet").size());
        }
    }

    /** Takes the run back. */
    @Command(
            name = "give-up",
            description = "Takes the run back: what it did is undone, newest first.",
            mixinStandardHelpOptions = true)
    static final class GiveUp extends Deciding {
        @Parameters(paramLabel = "ID")
        private long id;

        @Override
        public void run() {
            print(operator.api().post("/api/dead-letters/%d/give-up".formatted(id), Map.of("reason", reason)), out());
        }
    }
}

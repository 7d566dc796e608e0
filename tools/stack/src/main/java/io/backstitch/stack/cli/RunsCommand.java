package io.backstitch.stack.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Lists runs, shows one, and cancels one; {@link RunChangeCommands} change one. */
@Command(
        name = "runs",
        description = "Lists runs, the newest first.",
        subcommands = {
            RunsCommand.Show.class,
            RunsCommand.Cancel.class,
            RunsCommand.HandOver.class,
            RunChangeCommands.Retry.class,
            RunChangeCommands.Set.class,
            RunChangeCommands.Move.class
        },
        mixinStandardHelpOptions = true)
final class RunsCommand implements Runnable {

    /** Where a run is on its way, as the application names it. */
    enum State {
        ACCEPTED,
        RUNNING,
        UNWINDING,
        WAITING_FOR_PERSON,
        ENDED
    }

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Operator operator;

    @Option(names = "--process", paramLabel = "PROCESS", description = "Only of this process.")
    private @Nullable String process;

    @Option(names = "--state", paramLabel = "STATE", description = "Only in this state: ${COMPLETION-CANDIDATES}.")
    private @Nullable State state;

    @Option(names = "--outcome", paramLabel = "OUTCOME", description = "Only those that ended like this.")
    private @Nullable String outcome;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only those accepted then (2026-11-21T14:00:00Z) or later.")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Only those accepted before.")
    private @Nullable String until;

    @Option(names = "--stuck", description = "Only those that make no progress and wait for nothing, with the reason.")
    private boolean stuck;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many, up to 500. Default: ${DEFAULT-VALUE}.")
    private int limit = 50;

    @Option(names = "--after", paramLabel = "RUN", description = "The next page, behind this run.")
    private @Nullable String after;

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        JsonNode page = operator.api().get("/api/runs" + Address.query(query()));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(page.toPrettyString());
            return;
        }
        page.path("runs").forEach(run -> OfOne.print(out, run));
        out.printf("%d run%s.%n", page.path("runs").size(), page.path("runs").size() == 1 ? "" : "s");
        if (page.path("next").isString()) {
            out.printf("There are more:  --after %s%n", text(page, "next"));
        }
    }

    private Map<String, @Nullable Object> query() {
        Map<String, @Nullable Object> query = new LinkedHashMap<>();
        query.put("process", process);
        query.put("state", state);
        query.put("outcome", outcome);
        query.put("since", since);
        query.put("until", until);
        query.put("stuck", stuck ? true : null);
        query.put("after", after);
        query.put("limit", limit);
        return query;
    }

    /** How it ended, and why it went back. */
    private static String ending(JsonNode run) {
        String cause = text(run, "cause");
        return text(run, "outcome") + (cause.isEmpty() ? "" : " (" + cause + ")");
    }

    static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }

    /** What each command about one run needs. */
    abstract static class OfOne implements Runnable {
        @Mixin
        @SuppressWarnings("NullAway.Init")
        Operator operator;

        @Parameters(paramLabel = "RUN", converter = RunId.class, description = "Its id, as in onboarding-07c1.")
        @SuppressWarnings("NullAway.Init")
        private String run;

        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        String path() {
            return "/api/runs/" + Address.segment(run);
        }

        PrintWriter out() {
            return spec.commandLine().getOut();
        }

        void print(JsonNode view) {
            print(out(), view);
            view.path("waitsFor").forEach(wait -> out().printf("        %s%n", waitsFor(wait)));
            view.path("steps")
                    .forEach(step -> out().printf(
                                    "        %-12s %s%s%n",
                                    text(step, "state"),
                                    text(step, "element"),
                                    step.path("undoes").isString() ? " (undo)" : ""));
            if (view.path("archived").isObject()) {
                out().printf(
                                "        archived at %s, with the number %s%n",
                                text(view.path("archived"), "at"), text(view.path("archived"), "number"));
            }
            view.path("told").forEach(event -> out().printf("        %-12s %s%n", fate(event), text(event, "message")));
        }

        /** What became of an event. */
        private static String fate(JsonNode event) {
            if (event.path("undeliverable").asBoolean(false)) {
                return "UNDELIVERED";
            }
            if (event.path("takenAt").isString()) {
                return "TAKEN";
            }
            return event.path("relayedAt").isString() ? "RELAYED" : "ACCEPTED";
        }

        /** Times in between, as everywhere here, in UTC. */
        private static String waitsFor(JsonNode wait) {
            String until = wait.path("until").isString() ? ", until " + LetterText.time(wait.path("until")) : "";
            return "waits for %s, since %s%s".formatted(text(wait, "what"), LetterText.time(wait.path("since")), until);
        }

        static void print(PrintWriter out, JsonNode run) {
            out.printf(
                    "%s  %-18s  %-44s  %s%n",
                    LetterText.time(run.path("acceptedAt")), text(run, "state"), text(run, "id"), ending(run));
            if (run.path("stuck").isString()) {
                out.printf("        STUCK: %s%n", text(run, "stuck"));
            }
        }
    }

    /** One with its steps. */
    @Command(
            name = "show",
            description = "Shows one run with its steps, in the order in which they began.",
            mixinStandardHelpOptions = true)
    static final class Show extends OfOne {
        @Override
        public void run() {
            print(operator.api().get(path()));
        }
    }

    /** Takes one back. */
    @Command(
            name = "cancel",
            description =
                    "Cancels a run: what has happened is undone, newest first. On record; needs the role run-operator.",
            mixinStandardHelpOptions = true)
    static final class Cancel extends OfOne {
        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; it goes on record.")
        @SuppressWarnings("NullAway.Init")
        private String reason;

        @Override
        public void run() {
            print(operator.api().post(path() + "/cancel", Map.of("reason", reason)));
        }
    }

    /** Brings one to the engine once more. */
    @Command(
            name = "hand-over",
            description =
                    "Hands a run over to the engine once more that the engine has never begun. On record; needs the role run-operator.",
            mixinStandardHelpOptions = true)
    static final class HandOver extends OfOne {
        @Override
        public void run() {
            print(operator.api().post(path() + "/hand-over", Map.of()));
        }
    }
}

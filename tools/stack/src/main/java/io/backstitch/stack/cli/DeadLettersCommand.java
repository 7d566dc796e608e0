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

    private static final String ID = "The number in front of the letter in the list.";

    /** Why a step is dead, as the application names it. */
    enum Kind {
        ATTEMPTS_USED_UP,
        FINAL,
        BUG,
        IN_DOUBT,
        KEY_REUSED,
        VOIDED,
        INCIDENT,
        UNDELIVERED
    }

    /** Where a letter stands, as the application names it; or wherever. */
    enum State {
        OPEN,
        REPLAYED,
        GIVEN_UP,
        RESOLVED,
        ALL
    }

    /** Which letters. */
    static final class Filter {
        @Option(names = "--process", paramLabel = "PROCESS", description = "Only of this process.")
        private @Nullable String process;

        @Option(names = "--element", paramLabel = "ID", description = "Only of this element of the model.")
        private @Nullable String element;

        @Option(names = "--job-type", paramLabel = "TYPE", description = "Only of this job type.")
        private @Nullable String jobType;

        @Option(names = "--kind", paramLabel = "KIND", description = "Only of this kind: ${COMPLETION-CANDIDATES}.")
        private @Nullable Kind kind;

        @Option(names = "--run", paramLabel = "RUN", converter = RunId.class, description = "Only of this run.")
        private @Nullable String run;

        Map<String, String> values() {
            Map<String, String> values = new LinkedHashMap<>();
            put(values, "process", process);
            put(values, "element", element);
            put(values, "jobType", jobType);
            put(values, "kind", kind == null ? null : kind.name());
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
    @SuppressWarnings("NullAway.Init")
    private Operator operator;

    @Mixin
    private final Filter filter = new Filter();

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private State state = State.OPEN;

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        Map<String, String> query = filter.values();
        if (state != State.ALL) {
            query.put("state", state.name());
        }
        JsonNode letters =
                operator.api().get("/api/dead-letters" + Address.query(query)).path("deadLetters");
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(letters.toPrettyString());
            return;
        }
        letters.forEach(new LetterText(out)::print);
        out.printf("%d dead letter%s.%n", letters.size(), letters.size() == 1 ? "" : "s");
        if (!letters.isEmpty() && state == State.OPEN) {
            out.println("Try again:          backstitch dead-letters replay ID --reason WHY");
            out.println("Take the run back:  backstitch dead-letters give-up ID --reason WHY");
        }
    }

    /** What each decision needs. */
    abstract static class Deciding implements Runnable {
        @Mixin
        @SuppressWarnings("NullAway.Init")
        Operator operator;

        @Option(names = "--reason", required = true, paramLabel = "WHY", description = "For the record.")
        String reason = "";

        @Spec
        @SuppressWarnings("NullAway.Init")
        CommandSpec spec;

        PrintWriter out() {
            return spec.commandLine().getOut();
        }

        /** Tells one letter what was decided. */
        void decide(long letter, String command) {
            new LetterText(out())
                    .print(operator.api()
                            .post("/api/dead-letters/%d/%s".formatted(letter, command), Map.of("reason", reason)));
        }
    }

    /** One letter. */
    @Command(name = "show", description = "Shows one letter, whatever its state.", mixinStandardHelpOptions = true)
    static final class Show implements Runnable {
        @Mixin
        @SuppressWarnings("NullAway.Init")
        private Operator operator;

        @Option(names = "--json", description = "For programs.")
        private boolean json;

        @Parameters(paramLabel = "ID", description = ID)
        private long id;

        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Override
        public void run() {
            JsonNode letter = operator.api().get("/api/dead-letters/" + id);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(letter.toPrettyString());
            } else {
                new LetterText(out).print(letter);
            }
        }
    }

    /** Fresh attempts for one. */
    @Command(
            name = "replay",
            description = "Gives the step fresh attempts. What has happened is not repeated.",
            mixinStandardHelpOptions = true)
    static final class Replay extends Deciding {
        @Parameters(paramLabel = "ID", description = ID)
        private long id;

        @Override
        public void run() {
            decide(id, "replay");
        }
    }

    /** Fresh attempts for many. */
    @Command(
            name = "replay-all",
            description =
                    "Gives fresh attempts to all open ones that match, 500 at once at most. Without a filter: to all open ones.",
            mixinStandardHelpOptions = true)
    static final class ReplayAll extends Deciding {
        @Mixin
        private final Filter filter = new Filter();

        @Override
        public void run() {
            Map<String, String> body = filter.values();
            body.put("reason", reason);
            JsonNode answer = operator.api().post("/api/dead-letters/replay", body);
            int notYet = answer.path("notYet").size();
            out().printf("%d replayed.%n", answer.path("replayed").size());
            if (notYet > 0) {
                out().printf(
                                "%d not yet: the engine's record of the incident has not come. Repeat this in a moment.%n",
                                notYet);
            }
        }
    }

    /** Takes the run back. */
    @Command(
            name = "give-up",
            description = "Takes the run back: what it did is undone, newest first.",
            mixinStandardHelpOptions = true)
    static final class GiveUp extends Deciding {
        @Parameters(paramLabel = "ID", description = ID)
        private long id;

        @Override
        public void run() {
            decide(id, "give-up");
        }
    }
}

package io.backstitch.stack.cli;

import io.backstitch.stack.demo.Reply;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Lists the effects that nobody knows the outcome of, and takes a person's word for it. */
@Command(
        name = "effects",
        description = "Lists the effects in doubt: only a person can say whether they happened.",
        subcommands = EffectsCommand.Decide.class,
        mixinStandardHelpOptions = true)
final class EffectsCommand implements Runnable {

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Operator operator;

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        JsonNode effects = operator.api().get("/api/effects/in-doubt").path("effects");
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(effects.toPrettyString());
            return;
        }
        effects.forEach(effect -> print(effect, out));
        out.printf("%d effect%s in doubt.%n", effects.size(), effects.size() == 1 ? "" : "s");
        if (!effects.isEmpty()) {
            out.println(
                    "Ask the partner, then: backstitch effects decide KEY --happened|--did-not-happen --reason HOW-YOU-KNOW");
        }
    }

    private static void print(JsonNode effect, PrintWriter out) {
        int attempts = effect.path("attempts").asInt();
        out.printf(
                "%s%n        %s, %d attempt%s; the partner may have been called at %s%n",
                effect.path("key").asString(),
                effect.path("effect").asString(),
                attempts,
                attempts == 1 ? "" : "s",
                LetterText.time(effect.path("calledAt")));
    }

    /** A person's word. */
    @Command(
            name = "decide",
            description =
                    "Says what became of an effect, or of an undo (its key ends with /undo). On record; the run goes on.",
            mixinStandardHelpOptions = true)
    static final class Decide implements Runnable {

        /** One of three. */
        static final class Verdict {
            @Option(names = "--happened", description = "It happened; an undo: it was done by hand.")
            private boolean happened;

            @Option(names = "--did-not-happen", description = "It did not happen, and is tried again.")
            @SuppressWarnings("UnusedVariable") // one of the three is given: what is neither of the others
            private boolean didNotHappen;

            @Option(names = "--leave-standing", description = "Of an undo: the effect stays, and the run says so.")
            private boolean leaveStanding;

            String name() {
                if (leaveStanding) {
                    return "LEFT_STANDING";
                }
                return happened ? "HAPPENED" : "DID_NOT_HAPPEN";
            }
        }

        @Mixin
        @SuppressWarnings("NullAway.Init")
        private Operator operator;

        @ArgGroup(exclusive = true, multiplicity = "1")
        private Verdict verdict = new Verdict();

        @Parameters(paramLabel = "KEY", description = "The idempotency key; of an undo with /undo behind it.")
        private String key = "";

        @Option(
                names = "--receipt",
                paramLabel = "JSON",
                description = "What the partner answered, as the step returns it.")
        private @Nullable String receipt;

        @Option(names = "--reason", required = true, paramLabel = "HOW", description = "How you know; for the record.")
        private String reason = "";

        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Override
        public void run() {
            Map<String, Object> body =
                    new LinkedHashMap<>(Map.of("key", key, "verdict", verdict.name(), "reason", reason));
            if (receipt != null) {
                body.put("receipt", parsed(receipt));
            }
            JsonNode answer = operator.api().post("/api/effects/decisions", body);
            spec.commandLine()
                    .getOut()
                    .printf("%s is %s.%n", key, answer.path("state").asString());
        }

        private JsonNode parsed(String text) {
            try {
                return Reply.JSON.readTree(text);
            } catch (JacksonException e) {
                throw new ParameterException(spec.commandLine(), "--receipt is no JSON: " + e.getOriginalMessage(), e);
            }
        }
    }
}

package io.backstitch.stack.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Erases a person's name from beside the audit. */
@Command(
        name = "erase",
        description =
                "Erases a person for ever: entries stay valid and say nothing about them any more. On record with the reason; needs the role privacy-officer.",
        footer = {
            "",
            "Texts that people wrote themselves, as reasons, are in the chain as they were written. Erase accounts and logs elsewhere."
        },
        mixinStandardHelpOptions = true)
final class AuditEraseCommand implements Runnable {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Operator operator;

    @Parameters(paramLabel = "USER", description = "The user name, as the audit shows it.")
    private String person = "";

    @Option(
            names = "--reason",
            required = true,
            description = "Why; it stays on record, so do not name the person in it.")
    private String reason = "";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        JsonNode erased =
                operator.privacyApi().post("/api/audit/people/erasures", Map.of("person", person, "reason", reason));
        spec.commandLine()
                .getOut()
                .printf(
                        "Nobody can tell any more who %s was.%n",
                        erased.path("pseudonym").asString(""));
    }
}

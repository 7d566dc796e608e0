package io.backstitch.stack.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Prints the public keys that signed, to be kept elsewhere. */
@Command(
        name = "keys",
        description =
                "Prints the public keys that signed the audit. Keep them elsewhere: who can change the audit can change this answer. Needs the role auditor.",
        mixinStandardHelpOptions = true)
final class AuditKeysCommand implements Runnable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

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
        JsonNode keys = operator.auditorApi().get("/api/audit/keys").path("keys");
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(keys));
            return;
        }
        if (keys.isEmpty()) {
            out.println("Nothing was signed yet.");
        }
        keys.forEach(key -> out.printf(
                "%s  since %s  %s%n",
                key.path("id").asString(),
                LetterText.time(key.path("since")),
                key.path("publicKey").asString()));
    }
}

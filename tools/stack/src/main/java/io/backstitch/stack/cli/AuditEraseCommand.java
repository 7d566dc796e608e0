package io.backstitch.stack.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Erases a person, and says what stays. */
@Command(
        name = "erase",
        description =
                "Erases a person for ever from all tables: a pseudonym stands in their place, and entries of the audit stay valid. On record with the reason; needs the role privacy-officer.",
        footer = {
            "",
            "Disable the account first, or delete it: who acts again is on record again. What stays, and until when, is told at the end."
        },
        mixinStandardHelpOptions = true)
final class AuditEraseCommand implements Runnable {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Operator operator;

    @Parameters(
            paramLabel = "USER",
            description = "The user name, as the audit shows it; of who has no account, for instance the mail address.")
    private String person = "";

    @Option(
            names = "--also",
            paramLabel = "NAME",
            description =
                    "Another name of the person: a telephone number, a former name. Mail address and full name are known while Keycloak has the account. May be given again.")
    private List<String> also = List.of();

    @Option(
            names = "--reason",
            required = true,
            description = "Why; it stays on record, so do not name the person in it.")
    private String reason = "";

    @Option(names = "--dry-run", description = "Change nothing; say what would be erased, and what would stay.")
    private boolean dryRun;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        JsonNode erased = operator.privacyApi()
                .postAndWait(
                        "/api/audit/people/erasures",
                        Map.of("person", person, "also", also, "reason", reason, "dryRun", dryRun));
        PrintWriter out = spec.commandLine().getOut();
        if (dryRun) {
            out.println("Nothing is changed. This would be:");
        } else {
            out.printf(
                    "Nobody can tell any more who %1$s was. In tables it is erased-%1$s.%n",
                    erased.path("pseudonym").asString(""));
        }
        erased.path("erased").forEachEntry((where, values) -> out.printf("erased  %s: %d%n", where, values.asInt(0)));
        erased.path("stays")
                .forEach(stay -> out.printf(
                        "stays   %s: %s; until: %s%n",
                        stay.path("where").asString(""),
                        stay.path("what").asString(""),
                        stay.path("until").asString("")));
    }
}

package io.backstitch.stack.cli;

import io.backstitch.stack.StackFailure;
import io.backstitch.stack.evidence.EvidencePage;
import io.backstitch.stack.evidence.EvidenceText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Shows what is on record about a run. */
@Command(
        name = "show",
        description = "Shows who decided what about a run. On record; needs the role auditor.",
        mixinStandardHelpOptions = true)
final class AuditShowCommand implements Runnable {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Operator operator;

    @Parameters(paramLabel = "RUN", converter = RunId.class, description = "The run's id, as in onboarding-07c1.")
    private String run = "";

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Writes a page to be read and printed, with the forms as they were seen.")
    private @Nullable Path page;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        String path = Address.segment(run);
        JsonNode audit = operator.auditorApi().get("/api/audit/runs/" + path);
        PrintWriter out = spec.commandLine().getOut();
        if (page != null) {
            write(page, EvidencePage.of(audit, Instant.now()));
            out.printf("%s%nOpen it in a browser, and print it from there.%n", page);
            return;
        }
        if (json) {
            out.println(audit.toPrettyString());
            return;
        }
        out.print(EvidenceText.of(audit));
        int entries = audit.path("entries").size();
        out.printf("%d entr%s about %s.%n", entries, entries == 1 ? "y" : "ies", run);
        out.println("Whether they are what was written says only:  backstitch audit export, backstitch audit verify");
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new StackFailure(
                    "The page did not get into %s (%s).".formatted(file, e.getMessage()), "Give another --html.", e);
        }
    }
}

package io.backstitch.stack.cli;

import io.backstitch.stack.StackFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fetches an export of the audit. */
@Command(
        name = "export",
        description = "Fetches an export of the audit into a file. On record; needs the role auditor.",
        mixinStandardHelpOptions = true)
final class AuditExportCommand implements Runnable {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Operator operator;

    @Option(
            names = "--from",
            paramLabel = "WHERE",
            description =
                    "The first entry: its number, a day (2026-11-21, in UTC) or a time (2026-11-21T14:00:00Z). Default: ${DEFAULT-VALUE}.")
    private String from = "1";

    @Option(
            names = "--to",
            paramLabel = "WHERE",
            description = "The last entry, told in the same way. Default: the last there is.")
    private @Nullable String to;

    @Option(
            names = "--tenant",
            paramLabel = "NAME",
            description = "Whose audit it must be. Default: whosever the application keeps.")
    private @Nullable String tenant;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            defaultValue = "audit.jsonl",
            description = "Where it goes; what is there is replaced. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** First beside the file: one that is there is whole, or the one of before. */
    @Override
    public void run() {
        Map<String, @Nullable Object> range = new LinkedHashMap<>();
        range.put("from", from);
        range.put("to", to);
        range.put("tenant", tenant);
        Path begun = file.resolveSibling(file.getFileName() + ".begun");
        try {
            try (OutputStream out = Files.newOutputStream(begun)) {
                operator.auditorApi().download("/api/audit/export" + Address.query(range), out);
            }
            Files.move(begun, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StackFailure(
                    "The export did not get into %s (%s).".formatted(file, e.getMessage()), "Try again.", e);
        } finally {
            deleteUnlessMoved(begun);
        }
        spec.commandLine().getOut().printf("%s%nVerify it:  backstitch audit verify %s --key KEY%n", file, file);
    }

    private static void deleteUnlessMoved(Path begun) {
        try {
            Files.deleteIfExists(begun);
        } catch (IOException e) {
            throw new StackFailure("%s is still there.".formatted(begun), "Delete it.", e);
        }
    }
}

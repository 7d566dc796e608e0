package io.backstitch.stack.cli;

import io.backstitch.stack.StackFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fetches the proof of one entry: to be shown to somebody who may not see the others. */
@Command(
        name = "prove",
        description =
                "Fetches one entry with the proof that it is in the signed audit; it says nothing about the other entries. On record; needs the role auditor.",
        mixinStandardHelpOptions = true)
final class AuditProveCommand implements Runnable {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Operator operator;

    @Parameters(paramLabel = "NUMBER", description = "The entry's number, as audit show and audit export name it.")
    private long seq;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where it goes; what is there is replaced. Default: to the terminal.")
    private @Nullable Path file;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        ByteArrayOutputStream proof = new ByteArrayOutputStream();
        PrintWriter out = spec.commandLine().getOut();
        try {
            operator.auditorApi().download("/api/audit/entries/%d/proof".formatted(seq), proof);
            if (file == null) {
                out.print(proof.toString(StandardCharsets.UTF_8));
                out.flush();
            } else {
                Files.write(file, proof.toByteArray());
                out.printf("%s%nVerify it:  backstitch audit verify %s --key KEY%n", file, file);
            }
        } catch (IOException e) {
            throw new StackFailure(
                    "The proof could not be fetched or written (%s).".formatted(e.getMessage()), "Try again.", e);
        }
    }
}

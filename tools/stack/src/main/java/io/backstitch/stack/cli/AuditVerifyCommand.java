package io.backstitch.stack.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.backstitch.audit.ArchiveVerifier;
import io.backstitch.audit.Finding;
import io.backstitch.audit.KeyUse;
import io.backstitch.audit.Report;
import io.backstitch.audit.SignedCheckpoint;
import io.backstitch.audit.VerificationKey;
import io.backstitch.audit.Verifier;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Says whether an export of the audit, or the proof of one entry, is what was written, with nothing but the file and public keys. */
@Command(
        name = "verify",
        description =
                "Says whether an export of the audit, or the proof of one entry, is what was written and signed. Needs no network and no database.",
        footer = {
            "",
            "Exit code 0 if all is well, 1 if something was changed, 2 if it could not be verified.",
            "The format, and what the verifier can prove, is in docs/audit-export.md."
        },
        mixinStandardHelpOptions = true)
final class AuditVerifyCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private record Result(
            Report.Verdict verdict,
            Report report,
            @JsonInclude(JsonInclude.Include.NON_NULL) ArchiveVerifier.@Nullable Result archives) {}

    @Parameters(paramLabel = "FILE", description = "The export, or the proof: the file says which.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(
            names = "--key",
            required = true,
            paramLabel = "KEY",
            description =
                    "A public key that is trusted, as base64 or as a file that holds it. Once for each key that was in use.")
    private List<String> keys = new ArrayList<>();

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description =
                    "A checkpoint that was kept elsewhere. Only with it does a cut at the end show, or another history that was signed with a stolen key.")
    private List<Path> checkpoints = new ArrayList<>();

    @Option(
            names = "--archive",
            paramLabel = "DIR",
            description =
                    "The directory of archives of runs, or a copy of it: each file is compared with its manifest, and each manifest with what the export has on record.")
    private @Nullable Path archive;

    @Option(names = "--strict", description = "Entries that no checkpoint covers yet are a finding.")
    private boolean strict;

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Verifier verifier = new Verifier(
                keys.stream().map(this::key).toList(),
                checkpoints.stream().map(this::checkpoint).toList(),
                strict);
        if (!Files.isRegularFile(file)) {
            throw new ParameterException(spec.commandLine(), "There is no file %s.".formatted(file));
        }
        Report report = verify(verifier);
        ArchiveVerifier.Result archives = archives();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JSON.writerWithDefaultPrettyPrinter()
                    .writeValueAsString(new Result(report.verdict(), report, archives)));
        } else {
            print(report, out);
            print(archives, out);
        }
        if (archives != null && !archives.isFine() && report.verdict() == Report.Verdict.FINE) {
            return 1;
        }
        return switch (report.verdict()) {
            case FINE -> 0;
            case FINDINGS -> 1;
            case NOT_VERIFIED -> 2;
        };
    }

    private Report verify(Verifier verifier) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        boolean watched = Boolean.getBoolean("backstitch.terminal") && !json;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
                InputStream shown = watched ? new PercentRead(in, Files.size(file), err) : in) {
            return verifier.verify(shown);
        }
    }

    private ArchiveVerifier.@Nullable Result archives() throws IOException {
        if (archive == null) {
            return null;
        }
        if (!Files.isDirectory(archive)) {
            throw new ParameterException(spec.commandLine(), "There is no directory %s.".formatted(archive));
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return new ArchiveVerifier(archive).verify(in);
        }
    }

    private static void print(ArchiveVerifier.@Nullable Result archives, PrintWriter out) {
        if (archives == null) {
            return;
        }
        archives.findings().forEach(finding -> out.printf("%n%s%n", finding));
        out.printf(
                "%n%d archive(s) on record. %s%n",
                archives.archives(),
                archives.isFine()
                        ? "Each file is what was written."
                        : "%d finding(s).".formatted(archives.findings().size() + archives.moreFindings()));
    }

    private VerificationKey key(String given) {
        try {
            return VerificationKey.ofBase64(isFile(given) ? Files.readString(Path.of(given)) : given);
        } catch (IllegalArgumentException | IOException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "%s is neither a public Ed25519 key (X.509, base64) nor a file with one.".formatted(given),
                    e);
        }
    }

    private static boolean isFile(String given) {
        try {
            return Files.isRegularFile(Path.of(given));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private Verifier.Kept checkpoint(Path kept) {
        try {
            return new Verifier.Kept(
                    kept.toString(),
                    SignedCheckpoint.read(Files.readString(kept).strip()));
        } catch (IllegalArgumentException | IOException e) {
            throw new ParameterException(
                    spec.commandLine(), "%s is not a file with the line of a checkpoint.".formatted(kept), e);
        }
    }

    private static void print(Report report, PrintWriter out) {
        if (report.tenant() != null) {
            out.printf("Tenant       %s%n", report.tenant());
            out.printf(
                    "Entries      %d, numbers %d to %d%s%n",
                    report.entries(),
                    report.from(),
                    report.to(),
                    report.hashes() == 0 ? "" : " (%d of them as hashes only)".formatted(report.hashes()));
            out.printf("Time         %s to %s%n", report.begin(), report.end());
            for (KeyUse use : report.keys()) {
                out.printf(
                        "Key          %s signed %d checkpoint(s): of %d entries at %s to %d at %s%n",
                        use.key(), use.checkpoints(), use.firstSize(), use.firstAt(), use.lastSize(), use.lastAt());
            }
            out.printf(
                    "Signed       %s%n",
                    report.signedTo() < report.from()
                            ? "none of these entries"
                            : "up to entry %d; %d not signed yet".formatted(report.signedTo(), report.unsigned()));
        }
        for (Finding finding : report.findings()) {
            out.printf("%n%s%s%n", finding.line() == 0 ? "" : "line %d  ".formatted(finding.line()), finding);
        }
        if (report.moreFindings() > 0) {
            out.printf("%nand %d more%n", report.moreFindings());
        }
        out.println();
        out.println(
                switch (report.verdict()) {
                    case FINE -> "Nothing was changed.";
                    case FINDINGS ->
                        "%d finding(s): this is not what was written and signed."
                                .formatted(report.findings().size() + report.moreFindings());
                    case NOT_VERIFIED ->
                        report.tenant() == null
                                ? "It could not be verified."
                                : "It could not be verified: no checkpoint vouches for these entries, anybody could have written them.";
                });
    }
}

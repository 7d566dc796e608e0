package io.backstitch.stack.cli;

import io.backstitch.stack.StackFailure;
import io.backstitch.stack.Versions;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** The command {@code backstitch}; what it can do is the list of its sub-commands. */
@Command(
        name = "backstitch",
        description = "Runs Backstitch and all it needs on this machine: no containers, no installation.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Backstitch.Version.class,
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            DemoCommand.class,
            StartCommand.class,
            TokenCommand.class,
            DeadLettersCommand.class,
            EffectsCommand.class,
            RecordsCommand.class,
            RunsCommand.class,
            TortureCommand.class,
            CheckCommand.class,
            AuditCommand.class,
            DoctorCommand.class,
            KeepCommand.class,
            HelpCommand.class
        },
        footer = {
            "",
            "Ports are set in backstitch.properties or by environment variables; all are on the loopback interface.",
            "State, data and logs are in .backstitch."
        })
public final class Backstitch {
    private Backstitch() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** The exit code: 0 if all went well, 1 if not, 2 if it was called wrongly. */
    static int run(String... arguments) {
        return commandLine(CommandLine.defaultFactory()).execute(arguments);
    }

    /**
     * All commands.
     *
     * @param factory makes what they consist of
     */
    static CommandLine commandLine(CommandLine.IFactory factory) {
        return new CommandLine(new Backstitch(), factory)
                .setCaseInsensitiveEnumValuesAllowed(true)
                // A file behind @ is what a command sends, and no arguments.
                .setExpandAtFiles(false)
                .setExecutionStrategy(Backstitch::execute)
                .setExecutionExceptionHandler((e, command, parsed) -> tell(e, command.getErr()));
    }

    /** An option in front of a sub-command would be passed over in silence: a filter that is lost replays too much. */
    private static int execute(ParseResult parsed) {
        for (ParseResult command = parsed; command.hasSubcommand(); command = command.subcommand()) {
            boolean asksForHelp = command.isUsageHelpRequested() || command.isVersionHelpRequested();
            if (!command.matchedOptions().isEmpty() && !asksForHelp) {
                throw new ParameterException(
                        command.subcommand().commandSpec().commandLine(),
                        "Write %s behind '%s'."
                                .formatted(
                                        command.matchedOptions().getFirst().longestName(),
                                        command.subcommand().commandSpec().name()));
            }
        }
        return new RunLast().execute(parsed);
    }

    /** What a person can do something about is told in sentences; the rest is a bug, and shown as one. */
    private static int tell(Exception e, PrintWriter err) throws Exception {
        if (!(e instanceof StackFailure failure)) {
            throw e;
        }
        err.println();
        err.println(failure.getMessage());
        err.println(failure.advice());
        if (!failure.logTail().isEmpty()) {
            err.println();
            failure.logTail().forEach(line -> err.println("  | " + line));
        }
        err.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** Prints the version of the build. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"backstitch " + Versions.of("backstitch")};
        }
    }
}

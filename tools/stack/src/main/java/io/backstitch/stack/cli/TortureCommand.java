package io.backstitch.stack.cli;

import io.backstitch.stack.demo.Reply;
import io.backstitch.stack.torture.Killable;
import io.backstitch.stack.torture.LiveLine;
import io.backstitch.stack.torture.TallyPrinter;
import io.backstitch.stack.torture.Torture;
import io.backstitch.stack.torture.TortureReport;
import io.backstitch.stack.torture.TortureSettings;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Kills and pauses parts of the running stack under load, and counts what was done twice, lost, undone in the wrong order, or not allowed. */
@Command(
        name = "torture",
        description = {
            "Tries to make the running stack break its promises: requests come through every door, many of them more"
                    + " than once, partners misbehave, and parts are killed (kill -9) or paused for some seconds (kill"
                    + " -STOP), and brought back, as a seed decides. Then it tells what became of every request that was"
                    + " accepted, by the partners' own records. Expense reports come beside them, and a robot that"
                    + " sometimes breaks the rules decides about them; and projects, whose dates move. And two insiders,"
                    + " an employee and an operator, try all the time to get what is not theirs.",
            "Exit code 0 if nothing was done twice, lost, undone in the wrong order, not allowed, or not on record; 1"
                    + " if anything was."
        },
        mixinStandardHelpOptions = true)
final class TortureCommand implements Callable<Integer> {
    @Option(names = "--minutes", defaultValue = "2", description = "How long. Default: ${DEFAULT-VALUE}.")
    private double minutes;

    @Option(names = "--seed", description = "Decides what happens when. Default: another one each time; it is printed.")
    private @Nullable Long seed;

    @Option(names = "--rate", defaultValue = "2", description = "Requests a second. Default: ${DEFAULT-VALUE}.")
    private double rate;

    @Option(
            names = "--in-flight",
            defaultValue = "40",
            description = "No request is sent while so many runs are under way. Default: ${DEFAULT-VALUE}.")
    private int inFlight;

    @Option(
            names = "--dedup",
            negatable = true,
            defaultValue = "false",
            fallbackValue = "true",
            description = "Whether the payments partner recognises idempotency keys. Default: it does not.")
    private boolean deduplicates;

    @Option(
            names = "--kills",
            split = ",",
            paramLabel = "PART",
            description =
                    "What is killed or paused: workers (a second instance of the application), application, postgres,"
                            + " kafka, broker, sandbox; or none. Default: all but the sandbox.")
    private List<String> kills = Killable.USUAL.stream().map(Killable::label).toList();

    @Option(
            names = "--insiders",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "Whether an employee and an operator try all the time to be paid, to decide and to see what is not"
                            + " theirs. Default: they do.")
    private boolean insiders;

    @Option(names = "--json", description = "For programs: the tally as JSON; all else goes to the error output.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        Home home = Home.find();
        TortureSettings settings = settings();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter told = json ? spec.commandLine().getErr() : out;
        told.printf("Seed %d%n", settings.seed());
        var line = new LiveLine(told, home.terminal() && !json, home.columns(), Clock.systemUTC());
        var torture = new Torture(home.site(), settings, Clock.systemUTC(), line);
        TortureReport[] report = new TortureReport[1];
        OneAtATime.run(home.folders().state(), () -> report[0] = torture.run());
        line.end();
        if (json) {
            out.println(Reply.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report[0]));
        }
        TallyPrinter.print(report[0], told);
        told.printf("%nSeed %d. The same again: %s%n", settings.seed(), again(settings));
        told.flush();
        return report[0].tally().isClean() ? 0 : 1;
    }

    private TortureSettings settings() {
        try {
            return new TortureSettings(
                    Duration.ofMillis(Math.round(minutes * 60_000)),
                    seed == null ? ThreadLocalRandom.current().nextLong(1, 1_000_000) : seed,
                    rate,
                    inFlight,
                    deduplicates,
                    kills.equals(List.of("none"))
                            ? List.of()
                            : kills.stream().map(Killable::labelled).toList(),
                    insiders);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private String again(TortureSettings settings) {
        var command = new StringBuilder(String.format(
                Locale.ROOT,
                "./backstitch torture --minutes %s --seed %d --rate %s --in-flight %d",
                plain(minutes),
                settings.seed(),
                plain(rate),
                inFlight));
        if (deduplicates) {
            command.append(" --dedup");
        }
        if (!settings.kills().equals(Killable.USUAL)) {
            command.append(" --kills ").append(String.join(",", kills));
        }
        if (!settings.insiders()) {
            command.append(" --no-insiders");
        }
        return command.toString();
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }
}

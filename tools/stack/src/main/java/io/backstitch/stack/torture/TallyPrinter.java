package io.backstitch.stack.torture;

import io.backstitch.stack.torture.insider.InsiderTally;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints a report for people. */
public final class TallyPrinter {
    private static final int SHOWN = 20;

    private TallyPrinter() {}

    /** Figures first; then, if a promise was broken, where. */
    public static void print(TortureReport report, PrintWriter out) {
        Tally tally = report.tally();
        out.printf("%nTorture %s, seed %d%n%n", report.number(), report.seed());
        line(out, "under fire", LiveLine.minutes(Duration.ofSeconds(report.seconds())));
        line(out, "killed", blows(report.kills()));
        line(out, "stood still", blows(report.pauses()));
        line(out, "accepted", tally.accepted());
        line(out, "  by door", entrances(tally));
        tally.ended().forEach((outcome, count) -> line(out, "  " + words(outcome), count));
        line(out, "  waiting for a person", tally.waitingForPerson());
        line(out, "effects and undos", tally.effects());
        line(out, "  at the payments partner", tally.payments());
        line(out, "  mails that came again", tally.repeatedMails() + " (with their Message-ID, as declared)");
        print(tally.reports(), out);
        print(tally.projects(), out);
        print(tally.insiders(), out);
        line(out, "duplicates", tally.duplicates());
        line(out, "lost", tally.lost());
        line(out, "wrong order", tally.wrongOrder());
        line(out, "not allowed", tally.notAllowed());
        line(out, "not on record", tally.unrecorded());
        list(tally.refusals().stream().map(refusal -> "refused: " + refusal).toList(), out);
        list(
                tally.findings().stream()
                        .map(finding ->
                                "%s: %s %s".formatted(words(finding.kind().name()), finding.run(), finding.what()))
                        .toList(),
                out);
        out.flush();
    }

    private static void list(List<String> lines, PrintWriter out) {
        if (!lines.isEmpty()) {
            out.println();
        }
        lines.stream().limit(SHOWN).forEach(line -> out.printf("  %s%n", line));
        if (lines.size() > SHOWN) {
            out.printf("  and %d more: --json shows all%n", lines.size() - SHOWN);
        }
    }

    private static void print(ReportTally reports, PrintWriter out) {
        line(out, "expense reports", reports.accepted());
        reports.ended().forEach((outcome, count) -> line(out, "  " + words(outcome), count));
        line(out, "  waiting for people", reports.waitingForPeople());
        line(out, "  payouts at the partner", reports.payouts());
        line(out, "  decisions that count", "%d (%d proven)".formatted(reports.decisions(), reports.proven()));
        line(out, "  rules broken", counts(reports.breaches()));
        line(out, "  decisions refused", counts(reports.refused()));
    }

    private static void print(ProjectTally projects, PrintWriter out) {
        line(out, "projects", "%d (%d plans)".formatted(projects.accepted(), projects.plans()));
        line(out, "  begun", projects.begun());
        line(out, "  waiting for a person", projects.waitingForPerson());
        line(out, "  plans that came too late", projects.tooLate());
        line(out, "  people assigned", projects.assignments());
    }

    private static void print(InsiderTally insiders, PrintWriter out) {
        if (insiders.attempts() == 0) {
            return;
        }
        line(
                out,
                "insiders",
                "%d attempts of %d kinds, %d succeeded"
                        .formatted(
                                insiders.attempts(),
                                insiders.lines().size(),
                                insiders.breaches().size()));
        insiders.lines()
                .forEach(it -> line(
                        out,
                        "  " + it.kind().label(),
                        "%d (refused at once %d, taken in vain %d, unanswered %d)"
                                .formatted(it.made(), it.refused(), it.taken(), it.unanswered())));
        line(out, "  runs tampered with", "%d (%d paid as approved)".formatted(insiders.victims(), insiders.paid()));
    }

    private static String entrances(Tally tally) {
        return tally.entrances().entrySet().stream()
                        .map(it -> words(it.getKey().name()) + " " + it.getValue())
                        .collect(Collectors.joining(", "))
                + "; %d came again".formatted(tally.echoes());
    }

    private static String counts(Map<String, Long> counts) {
        long sum = counts.values().stream().mapToLong(Long::longValue).sum();
        return sum == 0
                ? "none"
                : counts.entrySet().stream()
                        .map(it -> words(it.getKey()) + " " + it.getValue())
                        .collect(Collectors.joining(", ", sum + " (", ")"));
    }

    private static String blows(Map<Killable, Integer> blows) {
        int sum = blows.values().stream().mapToInt(Integer::intValue).sum();
        return sum == 0
                ? "nothing"
                : blows.entrySet().stream()
                        .map(blow -> blow.getKey().label() + " " + blow.getValue())
                        .collect(Collectors.joining(", ", sum + " (", ")"));
    }

    private static void line(PrintWriter out, String what, Object figure) {
        out.printf("  %-26s %s%n", what, figure);
    }

    private static String words(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

package io.backstitch.stack.cli;

import io.backstitch.stack.doctor.Doctor;
import io.backstitch.stack.doctor.Finding;
import io.backstitch.stack.doctor.Finding.Severity;
import io.backstitch.stack.lifecycle.Progress;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Looks whether this machine has what it takes. */
@Command(
        name = "doctor",
        description = "Looks whether this machine has what the stack and the tests need, and says what to do.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Home home = Home.find();
        List<Finding> findings = new Doctor(home.folders(), home.ports(), home.stack(Progress.unheard())).examine();
        for (Finding finding : findings) {
            out.printf("  %-8s %-8s %s%n", mark(finding.severity()), finding.subject(), finding.text());
            if (!finding.advice().isEmpty()) {
                out.printf("  %-8s %-8s -> %s%n", "", "", finding.advice());
            }
        }
        return findings.stream().anyMatch(f -> f.severity() == Severity.BROKEN) ? 1 : 0;
    }

    private static String mark(Severity severity) {
        return switch (severity) {
            case FINE -> "ok";
            case LACKING -> "missing";
            case BROKEN -> "PROBLEM";
        };
    }
}

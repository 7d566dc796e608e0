package io.backstitch.stack.demo;

import io.backstitch.stack.sandbox.PaymentOperation;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints what became of the demo's runs, beside what the payments partner has on its own record. */
final class RunTable {
    /** One row. */
    record Row(Story story, RunView run) {}

    private static final String FORMAT = "  %-31s %-21s %-29s %-9s %s%n";

    private final List<PaymentOperation> partnersRecord;

    RunTable(List<PaymentOperation> partnersRecord) {
        this.partnersRecord = partnersRecord;
    }

    void print(List<Row> rows, PrintWriter out) {
        out.printf(FORMAT, "RUN", "SHOWS", "IS NOW", "DID/UNDID", "PAYMENTS*");
        for (Row row : rows) {
            var run = row.run();
            out.printf(
                    FORMAT,
                    run.id(),
                    row.story().shows(),
                    where(run),
                    "%d / %d".formatted(run.effects().size(), run.undos().size()),
                    payments(run.id()));
        }
        out.println("  * what the payments partner has on its own record");
    }

    /** Where a run is, in words. */
    static String where(RunView run) {
        if (run.waitsForReview()) {
            return "waits for a review";
        }
        String place = words(run.outcome() == null ? run.state() : run.outcome());
        return run.cause() == null ? place : "%s (%s)".formatted(place, words(run.cause()));
    }

    private String payments(String runId) {
        String done = partnersRecord.stream()
                .filter(operation -> runId.equals(operation.reference()))
                .map(operation -> words(operation.kind().name()))
                .collect(Collectors.joining(", "));
        return done.isEmpty() ? "nothing" : done;
    }

    private static String words(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ').replace('-', ' ');
    }
}

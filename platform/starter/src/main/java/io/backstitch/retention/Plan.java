package io.backstitch.retention;

import java.util.List;

/**
 * Which runs of one process go together. It is stored before a file is written, so that whoever goes on after a crash makes the same archive again.
 *
 * @param number of the archive
 * @param runs their business ids
 * @param audit where the audit ended when it was made: all that it says of these runs is before
 */
record Plan(long number, String process, List<String> runs, AuditEnd audit) {

    /**
     * An end of the audit.
     *
     * @param hash of the last entry
     */
    record AuditEnd(long seq, String hash) {}

    Plan {
        runs = List.copyOf(runs);
    }

    /** By which its files are called. */
    String name() {
        return "%s-%012d".formatted(process, number);
    }

    Plan of(List<String> some) {
        return new Plan(number, process, some, audit);
    }
}

package io.backstitch.workers.bulkimport;

import java.util.List;

/** A file that cannot be imported, with all that is wrong with it. Who sent it corrects it and sends it again. */
final class BadFile extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * One thing that is wrong.
     *
     * @param line in the file, from 1; 0 for the file as a whole
     */
    record Fault(int line, String field, String message) implements Comparable<Fault> {

        static Fault ofFile(String message) {
            return new Fault(0, "file", message);
        }

        @Override
        public int compareTo(Fault other) {
            return line == other.line ? field.compareTo(other.field) : Integer.compare(line, other.line);
        }

        @Override
        public String toString() {
            return line == 0 ? "The file " + message : "Line %d, %s: %s".formatted(line, field, message);
        }
    }

    private final transient List<Fault> faults;

    BadFile(Fault fault) {
        this(List.of(fault));
    }

    BadFile(List<Fault> faults) {
        super(String.valueOf(faults.stream().sorted().findFirst().orElseThrow()));
        this.faults = faults.stream().sorted().toList();
    }

    List<Fault> faults() {
        return faults;
    }
}

package io.backstitch.workers.bulkimport;

import io.backstitch.value.BadValue;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * A row of a file that is being read.
 *
 * @param faults where what is wrong is told
 */
record Row(int line, CSVRecord row, List<String> header, List<BadFile.Fault> faults) {

    /** A row of another length has its values under other names than its writer thinks. */
    void requireSize() {
        if (row.size() > header.size()) {
            fault(
                    "row",
                    "has %d fields, and the header %d; quote what has a comma".formatted(row.size(), header.size()));
        }
        header.stream()
                .skip(row.size())
                .forEach(name -> fault(
                        name.toLowerCase(Locale.ROOT),
                        "is missing: the row has %d fields, and the header %d".formatted(row.size(), header.size())));
    }

    /** Empty when the file has no such column. */
    String text(String name) {
        return row.isSet(name) ? row.get(name) : "";
    }

    /** Null when it is told what is wrong with it. */
    <T> @Nullable T value(String name, Function<String, T> type) {
        try {
            return row.isMapped(name) && !row.isSet(name) ? null : type.apply(text(name));
        } catch (BadValue e) {
            fault(name, e.fault());
            return null;
        }
    }

    void fault(String field, String message) {
        faults.add(new BadFile.Fault(line, field, message));
    }
}

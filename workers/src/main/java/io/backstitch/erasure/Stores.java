package io.backstitch.erasure;

import java.util.List;
import java.util.stream.Stream;

/**
 * Every table, and in which way each of its columns can name a person. What is not in this list is not erased: so a test compares it with the database, and
 * who adds a table or a column declares it here. Columns of numbers, times, and truth values need no word.
 */
final class Stores {

    private Stores() {}

    static List<Store> all() {
        return Stream.of(KernelStores.ALL, IntakeStores.ALL, RecordStores.ALL, ApprovalStores.ALL, ProcessStores.ALL)
                .flatMap(List::stream)
                .toList();
    }

    /** SQL: whether the run with this name goes on. */
    static String runs(String saga) {
        return "EXISTS (SELECT FROM saga WHERE saga.id = %s AND saga.ended_at IS NULL)".formatted(saga);
    }

    /** SQL: whether the run has not ended, which may also not have begun. */
    static String hasNotEnded(String saga) {
        return "NOT EXISTS (SELECT FROM saga WHERE saga.id = %s AND saga.ended_at IS NOT NULL)".formatted(saga);
    }
}

package io.backstitch.tables;

import java.util.List;

/**
 * What a package says of its tables, so that they are erased, archived and emptied with those of the platform: a bean of each package that has some. A table
 * that nobody declares makes a test fail.
 */
public interface TableOwner {

    /** Its tables, with each column that can hold a text. */
    List<Store> stores();

    /** Rows that go with a run, children before their parents. */
    default List<RunRows> ofRuns() {
        return List.of();
    }

    /** Rows that belong to no run. */
    default List<Leftover> leftovers() {
        return List.of();
    }

    /** What keeps a run from going. */
    default List<Owed> owed() {
        return List.of();
    }

    /** Rows of a higher rank go later, since others find theirs by them. */
    default int rank() {
        return 0;
    }
}

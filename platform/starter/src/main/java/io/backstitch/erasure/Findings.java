package io.backstitch.erasure;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What one erasure came upon. */
final class Findings {

    private static final int MOST_OPEN = 100;

    /**
     * Something that goes on and names the person.
     *
     * @param where the table
     * @param what as people know it
     */
    record Open(String where, String what) {}

    /** By table and column: how many values were changed. */
    final Map<String, Integer> erased = new TreeMap<>();
    /** By table and column: how many values stay, since they are keys or parts of the chain. */
    final Map<String, Integer> kept = new TreeMap<>();
    /** By table and column: in how many values a name is left as a part of a longer word, or as the name of a field. */
    final Map<String, Integer> resembling = new TreeMap<>();
    /** The keys of effects whose request or receipt named the person. */
    final Set<String> effects = new HashSet<>();

    private final List<Open> open = new ArrayList<>();
    private int opens;

    void open(String where, String what) {
        opens++;
        if (open.size() < MOST_OPEN) {
            open.add(new Open(where, what));
        }
    }

    /** The first of them. */
    List<Open> open() {
        return List.copyOf(open);
    }

    /** How many there are. */
    int opens() {
        return opens;
    }

    static void count(Map<String, Integer> counts, String where) {
        counts.merge(where, 1, Integer::sum);
    }
}

package io.backstitch.check;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Names of variables that may be there.
 *
 * @param open whether others may be there, too, and nobody can say which
 */
record Names(Set<String> known, boolean open) {

    static final Names NONE = new Names(Set.of(), false);
    /** Whatever somebody else has written. */
    static final Names ANY = new Names(Set.of(), true);

    /** Every run has them from its start. */
    private static final Set<String> IDENTITY = Set.of("businessId", "saga");

    private static final int SHORT = 3;

    static Names of(Collection<String> names) {
        return new Names(Set.copyOf(names), false);
    }

    static Names of(String name) {
        return of(Set.of(name));
    }

    Names and(Names other) {
        if (known.containsAll(other.known) && (open || !other.open)) {
            return this;
        }
        Set<String> both = new HashSet<>(known);
        both.addAll(other.known);
        return new Names(Set.copyOf(both), open || other.open);
    }

    /** In doubt, yes. */
    boolean has(String name) {
        return open || known.contains(name) || IDENTITY.contains(name);
    }

    /** All that are known, for people: not those that each run has. */
    List<String> listed() {
        return known.stream().filter(it -> !IDENTITY.contains(it)).sorted().toList();
    }

    /** Those that may be this name, misspelt; the likeliest first. */
    List<String> like(String name) {
        int most = name.length() <= SHORT ? 1 : Math.max(2, name.length() / 3);
        return listed().stream()
                .filter(it -> distance(it, name) <= most)
                .sorted(Comparator.comparingInt(it -> distance(it, name)))
                .toList();
    }

    /** How many letters are to be put in, taken out or changed (Levenshtein); upper and lower case are one. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        Arrays.setAll(row, column -> column);
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int above = row[j];
                int changed = diagonal + (same(one.charAt(i - 1), other.charAt(j - 1)) ? 0 : 1);
                row[j] = Math.min(changed, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[other.length()];
    }

    private static boolean same(char one, char other) {
        return Character.toLowerCase(one) == Character.toLowerCase(other);
    }
}

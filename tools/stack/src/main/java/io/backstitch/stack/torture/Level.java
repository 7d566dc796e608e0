package io.backstitch.stack.torture;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who must agree to an expense report of the demo realm's people, by its amount: the decision table approval-route.dmn told again, so
 * that those who are judged are not asked for the law.
 */
enum Level {
    /** The requester's manager. */
    SMALL(5_000, 50_000, 1),
    /** The manager and somebody of finance. */
    MEDIUM(50_001, 500_000, 2),
    /** Two of three directors. */
    LARGE(500_001, 2_000_000, 2);

    /** All who may be asked, and may hand in. */
    static final List<String> PEOPLE =
            List.of("employee", "manager", "manager2", "finance", "finance2", "director", "director2", "director3");

    private static final Map<String, String> MANAGERS = Map.of(
            "employee", "manager",
            "manager", "director",
            "manager2", "director",
            "finance", "director",
            "finance2", "director",
            "director", "director2",
            "director2", "director3",
            "director3", "director");
    private static final Set<String> FINANCE = Set.of("finance", "finance2");
    private static final Set<String> DIRECTORS = Set.of("director", "director2", "director3");

    private final long least;
    private final long most;
    private final int needed;

    Level(long least, long most, int needed) {
        this.least = least;
        this.most = most;
        this.needed = needed;
    }

    static Level of(long amount) {
        return amount <= SMALL.most ? SMALL : amount <= MEDIUM.most ? MEDIUM : LARGE;
    }

    long least() {
        return least;
    }

    long most() {
        return most;
    }

    /** How many must agree. */
    int needed() {
        return needed;
    }

    /** Who may take each of the seats, in order of their names. */
    List<Set<String>> seats(String requester) {
        return switch (this) {
            case SMALL -> List.of(manager(requester));
            case MEDIUM -> List.of(manager(requester), without(FINANCE, requester));
            case LARGE -> {
                Set<String> directors = without(DIRECTORS, requester);
                yield List.of(directors, directors, directors);
            }
        };
    }

    private static Set<String> manager(String requester) {
        String manager = MANAGERS.get(requester);
        return manager == null ? Set.of() : Set.of(manager);
    }

    private static Set<String> without(Set<String> people, String requester) {
        Set<String> others = new TreeSet<>(people);
        others.remove(requester);
        return others;
    }

    boolean mayDecide(String person, String requester) {
        return seats(requester).stream().anyMatch(seat -> seat.contains(person));
    }

    /** Whether a task with these candidates asks this person. */
    static boolean asks(String person, Set<String> users, Set<String> groups) {
        return users.contains(person)
                || (groups.contains("expense-finance") && FINANCE.contains(person))
                || (groups.contains("expense-directors") && DIRECTORS.contains(person));
    }

    /** Whether these are enough, each on a seat of their own. */
    boolean isAgreed(String requester, Collection<String> people) {
        return seated(seats(requester), Set.copyOf(people)) >= needed;
    }

    private static int seated(List<Set<String>> seats, Set<String> people) {
        if (seats.isEmpty()) {
            return 0;
        }
        List<Set<String>> others = seats.subList(1, seats.size());
        int most = seated(others, people);
        for (String person : seats.getFirst()) {
            if (people.contains(person)) {
                Set<String> rest = new HashSet<>(people);
                rest.remove(person);
                most = Math.max(most, 1 + seated(others, rest));
            }
        }
        return most;
    }

    /** Whether so many rejections end it: one does, unless enough others are left. */
    boolean isRejected(String requester, long rejections) {
        return rejections > (this == LARGE ? seats(requester).size() - needed : 0);
    }
}

package io.backstitch.approval;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who may give one decision.
 *
 * @param groups whose members may
 * @param users who may themselves, as the requester's manager
 * @param guests groups of the next level, which were invited later
 */
record Seat(int level, int number, List<String> groups, List<String> users, List<String> guests) {

    /** The group under which limits name those who may themselves. */
    static final String MANAGER = "manager";

    /** By which of their groups a person may decide; none when they may not. */
    Set<String> authority(String userName, Set<String> theirs) {
        Stream<String> byName = users.contains(userName) ? Stream.of(MANAGER) : Stream.of();
        Stream<String> byGroup = Stream.concat(groups.stream(), guests.stream()).filter(theirs::contains);
        return Set.copyOf(Stream.concat(byName, byGroup).distinct().toList());
    }
}

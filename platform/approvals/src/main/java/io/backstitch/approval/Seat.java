package io.backstitch.approval;

import io.backstitch.directory.Person;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who may give one decision.
 *
 * @param groups whose members may
 * @param users who may themselves, as the requester's manager
 * @param guests groups of the next level, which were invited later
 * @param userIds the realm's own ids of the users; empty when nobody knew them: then the names count alone
 */
record Seat(int level, int number, List<String> groups, List<String> users, List<String> guests, List<String> userIds) {

    /** One of users whose ids nobody knows, or of none. */
    Seat(int level, int number, List<String> groups, List<String> users, List<String> guests) {
        this(level, number, groups, users, guests, List.of());
    }

    /** The group under which limits name those who may themselves. */
    static final String MANAGER = "manager";

    /** By which of their groups a person may decide; none when they may not. */
    Set<String> authority(Person person) {
        Stream<String> byName = asks(person) ? Stream.of(MANAGER) : Stream.of();
        Stream<String> byGroup = Stream.concat(groups.stream(), guests.stream()).filter(person.groups()::contains);
        return Set.copyOf(Stream.concat(byName, byGroup).distinct().toList());
    }

    /** By name, and not somebody who has got the name since. */
    private boolean asks(Person person) {
        return users.contains(person.userName()) && (userIds.isEmpty() || userIds.contains(person.id()));
    }
}

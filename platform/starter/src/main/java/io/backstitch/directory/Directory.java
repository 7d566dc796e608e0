package io.backstitch.directory;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Knows the people of this installation as they are at this moment. Reading changes nothing. */
public interface Directory {

    /**
     * The person with this user name; empty when there is none, or when they may no longer log in.
     *
     * @throws DirectoryAway when nobody answers
     */
    Optional<Person> find(String userName);

    /**
     * All by which texts may name the person, also one who may no longer log in; empty when there is no such account.
     *
     * @throws DirectoryAway when nobody answers
     */
    default Optional<Account> account(String userName) {
        return find(userName)
                .map(person -> new Account(
                        person.id(), true, Stream.ofNullable(person.email()).collect(Collectors.toUnmodifiableSet())));
    }

    /**
     * Whether the person has the role now, by themselves or by a group: as their next token would say.
     *
     * @throws DirectoryAway when nobody answers
     */
    boolean hasRole(String userName, String role);

    /**
     * All who are in the group and may log in; none when there is no such group.
     *
     * @throws DirectoryAway when nobody answers
     */
    List<Person> members(String group);

    /**
     * The user names of all who are in the group and may log in, each with the realm's own id: as {@link #members}, but cheaper, since nothing else is
     * asked of each.
     *
     * @throws DirectoryAway when nobody answers
     */
    default Map<String, String> memberIds(String group) {
        return members(group).stream().collect(Collectors.toMap(Person::userName, Person::id, (one, other) -> one));
    }
}

package io.backstitch.engine;

import io.backstitch.directory.Directory;
import io.backstitch.directory.Person;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The directory of people, mocked: the users of the demo realm who have to do with approvals. */
public final class InMemoryDirectory implements Directory {

    private final Map<String, Person> people = new ConcurrentHashMap<>(Stream.of(
                    person("requester", "manager"),
                    person("reviewer", null, "onboarding-reviewers"),
                    person("lead", null, "onboarding-leads"),
                    person("employee", "manager"),
                    person("manager", null, "expense-managers"),
                    person("manager2", null, "expense-managers"),
                    person("finance", null, "expense-finance"),
                    person("finance2", null, "expense-finance"),
                    person("director", null, "expense-directors"),
                    person("director2", null, "expense-directors"),
                    person("director3", null, "expense-directors"))
            .collect(Collectors.toMap(Person::userName, Function.identity())));

    private static Person person(String name, @Nullable String manager, String... groups) {
        return new Person(name, Set.of(groups), manager, null, name + "@demo.invalid", "sales");
    }

    /** Adds a person, or changes one. */
    public void put(Person person) {
        people.put(person.userName(), person);
    }

    @Override
    public Optional<Person> find(String userName) {
        return Optional.ofNullable(people.get(userName));
    }

    /** Everybody but who handles no expenses in the demo realm. */
    @Override
    public boolean hasRole(String userName, String role) {
        return people.containsKey(userName) && !userName.equals("reviewer");
    }

    @Override
    public List<Person> members(String group) {
        return people.values().stream()
                .filter(person -> person.groups().contains(group))
                .toList();
    }
}

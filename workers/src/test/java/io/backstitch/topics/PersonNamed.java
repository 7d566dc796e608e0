package io.backstitch.topics;

import io.backstitch.intake.Door;
import io.backstitch.intake.StartRequest;
import io.backstitch.value.Amount;
import io.backstitch.value.Name;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Something that starts a run each time, for tests. */
record PersonNamed(String process, Set<Door> doors) implements StartRequest<PersonNamed.Person> {

    record Person(Name name, @Nullable Amount amount) {}

    record Known(String name) {}

    @Override
    public Class<Person> type() {
        return Person.class;
    }

    @Override
    public Known variables(Person event, String requester) {
        return new Known(event.name().text());
    }
}

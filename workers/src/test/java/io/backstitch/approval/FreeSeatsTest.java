package io.backstitch.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.PartsOnDatabase;
import io.backstitch.directory.Person;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** What waits for whom, on the real database. */
@NeedsStack(Part.POSTGRES)
class FreeSeatsTest {

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class Nothing {}

    private final Approvals approvals;

    FreeSeatsTest(RunningStack stack) {
        ConfigurableApplicationContext parts = PartsOnDatabase.forAllTests(stack, Nothing.class);
        JdbcClient jdbc = parts.getBean(JdbcClient.class);
        approvals = new Approvals(jdbc, JsonMapper.shared());
        if (approvals.find(1).isEmpty()) {
            ApprovalsOnDatabase rows = new ApprovalsOnDatabase(jdbc);
            rows.open(1, 1, "'{managers}'", "'{}'", "'{}'");
            rows.open(2, 1, "'{}'", "'{boss}'", "'{id-1}'");
            rows.open(3, 1, "'{}'", "'{boss}'", "'{}'");
        }
    }

    @Test
    void whoIsAskedByNameAndWhoHasGotTheNameSinceAreNotTheSame() {
        assertThat(waitingFor(person("boss", "id-1"))).containsExactly(2L, 3L);
        assertThat(waitingFor(person("boss", "id-2")))
                .as("of before, when only the name was known")
                .containsExactly(3L);
    }

    @Test
    void membersOfTheGroupAreAskedWhateverTheirId() {
        assertThat(waitingFor(person("any", "id-9", "managers"))).containsExactly(1L);
    }

    private List<Long> waitingFor(Person person) {
        return approvals
                .freeSeats(person.userName(), List.of(person), new Approvals.Page(null, null, null, 10))
                .stream()
                .map(seat -> seat.approval().id())
                .toList();
    }

    private static Person person(String name, String id, String... groups) {
        return new Person(name, Set.of(groups), null, null, null, null, id);
    }
}

package io.backstitch.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.PartsOnDatabase;
import io.backstitch.directory.Directory;
import io.backstitch.directory.Person;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Nobody makes delegations many, and a new approval asks only about those whom it concerns. */
@NeedsStack(Part.POSTGRES)
class DelegationsTest {

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class Nothing {}

    private final Instant later = Instant.now().plus(Duration.ofDays(1));
    private final String me = "me-" + UUID.randomUUID();
    private final List<String> asked = new ArrayList<>();
    private final JdbcClient jdbc;
    private final Delegations delegations;

    DelegationsTest(RunningStack stack) {
        jdbc = PartsOnDatabase.forAllTests(stack, Nothing.class).getBean(JdbcClient.class);
        delegations = new Delegations(jdbc, new Asked(), Clock.systemUTC());
    }

    /** One group, with one member; and it remembers what it was asked. */
    private final class Asked implements Directory {

        @Override
        public Optional<Person> find(String userName) {
            asked.add("person " + userName);
            return Optional.empty();
        }

        @Override
        public boolean hasRole(String userName, String role) {
            return true;
        }

        @Override
        public List<Person> members(String group) {
            asked.add("group " + group);
            return List.of(new Person(me, Set.of(group), null, null, "me@demo.invalid", "sales"));
        }
    }

    @AfterEach
    void end() {
        jdbc.sql("DELETE FROM approval_delegation WHERE reason = 'test'").update();
    }

    @Test
    void aSecondOneToTheSamePersonChangesTheFirst() {
        Optional<Long> first = delegations.add(me, "deputy", later, "test");
        Optional<Long> second = delegations.add(me, "deputy", later.plusSeconds(60), "test");

        assertThat(first).isPresent().isEqualTo(second);
    }

    @Test
    void nobodyHasMoreThanTwentyInForce() {
        for (int i = 0; i < Delegations.MOST; i++) {
            assertThat(delegations.add(me, "deputy-" + i, later, "test")).isPresent();
        }
        assertThat(delegations.add(me, "one-more", later, "test")).isEmpty();
        assertThat(delegations.add(me, "deputy-3", later, "test"))
                .as("a change of one")
                .isPresent();
        assertThat(delegations.add("another-" + me, "deputy-3", later, "test")).isPresent();
    }

    @Test
    void ofFiveThousandThoseAreFoundWhomASeatConcernsByOneQuestion() {
        jdbc.sql("""
                        INSERT INTO approval_delegation (from_user, to_user, until, reason, created_at)
                        SELECT 'other-' || n, 'deputy', now() + interval '1 day', 'test', now() FROM generate_series(1, 5000) AS n
                        """).update();
        delegations.add(me, "my-deputy", later, "test");

        List<String> deputies = delegations
                .deputies(new Seat(1, 1, List.of("reviewers"), List.of("other-7"), List.of()))
                .toList();

        assertThat(deputies).containsExactlyInAnyOrder("my-deputy", "deputy");
        assertThat(asked).containsExactly("group reviewers");
    }
}

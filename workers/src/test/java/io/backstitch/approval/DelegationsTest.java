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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Nobody makes delegations many, and a new approval asks only about those whom it concerns. */
@NeedsStack(Part.POSTGRES)
class DelegationsTest {

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class Nothing {}

    private final Instant later = Instant.now().plus(Duration.ofDays(1));
    private final String me = "me-" + UUID.randomUUID();
    private final List<String> asked = new ArrayList<>();
    private final Map<String, Person> people = new HashMap<>();
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Delegations delegations;

    DelegationsTest(RunningStack stack) {
        ConfigurableApplicationContext parts = PartsOnDatabase.forAllTests(stack, Nothing.class);
        jdbc = parts.getBean(JdbcClient.class);
        transaction = parts.getBean(TransactionTemplate.class);
        delegations = new Delegations(jdbc, new Asked(), Clock.systemUTC());
    }

    /** One group, with one member; and it remembers what it was asked. */
    private final class Asked implements Directory {

        @Override
        public Optional<Person> find(String userName) {
            asked.add("person " + userName);
            return Optional.ofNullable(people.get(userName));
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
        Optional<Long> first = add(me, "deputy", later);
        Optional<Long> second = add(me, "deputy", later.plusSeconds(60));

        assertThat(first).isPresent().isEqualTo(second);
    }

    @Test
    void nobodyHasMoreThanTwentyInForce() {
        for (int i = 0; i < Delegations.MOST; i++) {
            assertThat(add(me, "deputy-" + i, later)).isPresent();
        }
        assertThat(add(me, "one-more", later)).isEmpty();
        assertThat(add(me, "deputy-3", later)).as("a change of one").isPresent();
        assertThat(add("another-" + me, "deputy-3", later)).isPresent();
    }

    @Test
    void nobodyHasMoreThanTwentyInForceWhoAddsManyAtTheSameMoment() throws Exception {
        List<Callable<Optional<Long>>> many = IntStream.range(0, 2 * Delegations.MOST)
                .mapToObj(i -> (Callable<Optional<Long>>) () -> add(me, "deputy-" + i, later))
                .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Optional<Long>> added : threads.invokeAll(many)) {
                added.get();
            }
        }

        assertThat(delegations.of(new Identity(me, ""))).hasSize(Delegations.MOST);
    }

    @Test
    void whoHasGotANameSinceInheritsNoDelegation() {
        Person old = person("heir", "id-1");
        Person heir = person("heir", "id-2");
        people.put(me, person(me, "id-me"));
        add(new Identity(me, "id-me"), Identity.of(old));

        assertThat(delegations.delegatorsOf(old)).extracting(Person::userName).containsExactly(me);
        assertThat(delegations.delegatorsOf(heir)).isEmpty();
        assertThat(delegations.of(Identity.of(old))).hasSize(1);
        assertThat(delegations.of(Identity.of(heir))).isEmpty();
    }

    @Test
    void nobodyDecidesInThePlaceOfWhoHasGotTheDelegatorsNameSince() {
        Person deputy = person("deputy", "id-deputy");
        add(new Identity(me, "id-1"), Identity.of(deputy));

        people.put(me, person(me, "id-1"));
        assertThat(delegations.delegatorsOf(deputy)).hasSize(1);

        people.put(me, person(me, "id-2"));
        assertThat(delegations.delegatorsOf(deputy)).isEmpty();
        assertThat(delegations.deputies(asked(me, "id-1"))).hasSize(1);
        assertThat(delegations.deputies(asked(me, "id-2"))).isEmpty();
    }

    @Test
    void whoHasGotANameSinceHasRoomForDelegationsOfTheirOwn() {
        for (int i = 0; i < Delegations.MOST; i++) {
            assertThat(add(new Identity(me, "id-1"), new Identity("deputy-" + i, "")))
                    .isPresent();
        }

        assertThat(add(new Identity(me, "id-2"), new Identity("my-deputy", ""))).isPresent();
        assertThat(delegations.of(new Identity(me, "id-2")))
                .extracting(Delegation::to)
                .containsExactly("my-deputy");
    }

    @Test
    void aDelegationOfBeforeCountsByName() {
        people.put(me, person(me, "id-me"));
        add(me, "deputy", later);

        assertThat(delegations.delegatorsOf(person("deputy", "id-deputy"))).hasSize(1);
    }

    private static Seat asked(String userName, String id) {
        return new Seat(1, 1, List.of(), List.of(userName), List.of(), List.of(id));
    }

    private static Person person(String userName, String id) {
        return new Person(userName, Set.of(), null, null, null, null, id);
    }

    private Optional<Long> add(String from, String to, Instant until) {
        return add(new Identity(from, ""), new Identity(to, ""), until);
    }

    private Optional<Long> add(Identity from, Identity to) {
        return add(from, to, later);
    }

    private Optional<Long> add(Identity from, Identity to, Instant until) {
        return Objects.requireNonNull(transaction.execute(status -> delegations.add(from, to, until, "test")));
    }

    @Test
    void ofFiveThousandThoseAreFoundWhomASeatConcernsByOneQuestion() {
        jdbc.sql("""
                        INSERT INTO approval_delegation (from_user, to_user, until, reason, created_at)
                        SELECT 'other-' || n, 'deputy', now() + interval '1 day', 'test', now() FROM generate_series(1, 5000) AS n
                        """).update();
        add(me, "my-deputy", later);

        List<String> deputies = delegations
                .deputies(new Seat(1, 1, List.of("reviewers"), List.of("other-7"), List.of()))
                .map(Identity::userName)
                .toList();

        assertThat(deputies).containsExactlyInAnyOrder("my-deputy", "deputy");
        assertThat(asked).containsExactly("group reviewers");
    }
}

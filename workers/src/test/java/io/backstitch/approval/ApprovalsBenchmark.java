package io.backstitch.approval;

import io.backstitch.PartsOnDatabase;
import io.backstitch.directory.Directory;
import io.backstitch.directory.Person;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * What it costs to find who decides in the place of those who are asked, with 5,000 delegations in force, and to list what waits for somebody, with
 * 1,400 approvals open. Not a test by its name: run by {@code -Dtest=ApprovalsBenchmark}. The directory answers at once; how often it is asked
 * is told.
 */
@NeedsStack(value = Part.POSTGRES, measures = true)
class ApprovalsBenchmark {

    private static final int DELEGATIONS = 5_000;
    private static final int OPEN = 1_400;
    private static final int MEMBERS = 250;
    private static final int TIMES = 50;

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class Nothing {}

    private final AtomicInteger asked = new AtomicInteger();
    private final JdbcClient jdbc;
    private final Approvals approvals;
    private final ApprovalTasks tasks;
    private final Delegations delegations;

    ApprovalsBenchmark(RunningStack stack) {
        ConfigurableApplicationContext parts = PartsOnDatabase.forAllTests(stack, Nothing.class);
        jdbc = parts.getBean(JdbcClient.class);
        approvals = new Approvals(jdbc, JsonMapper.shared());
        tasks = new ApprovalTasks(jdbc, JsonMapper.shared());
        delegations = new Delegations(jdbc, new Everybody(), Clock.systemUTC());
    }

    /** A group of 250, and nobody else. */
    private final class Everybody implements Directory {

        @Override
        public Optional<Person> find(String userName) {
            asked.incrementAndGet();
            return Optional.of(person(userName));
        }

        @Override
        public boolean hasRole(String userName, String role) {
            return true;
        }

        @Override
        public List<Person> members(String group) {
            asked.incrementAndGet();
            return IntStream.rangeClosed(1, MEMBERS)
                    .mapToObj(n -> person("member-" + n))
                    .toList();
        }
    }

    private static Person person(String name) {
        return new Person(name, Set.of("managers"), null, null, null, null, "id-of-" + name);
    }

    @Test
    void asksAndLists() {
        jdbc.sql("""
                        INSERT INTO approval_delegation (from_user, to_user, until, reason, created_at)
                        SELECT CASE WHEN n <= 1000 THEN 'member-' || n % 250 + 1 ELSE 'other-' || n END, 'deputy-' || n,
                            now() + interval '1 day', 'bench', now() FROM generate_series(1, ?) AS n
                        """).param(DELEGATIONS).update();
        new ApprovalsOnDatabase(jdbc).open(1, OPEN, "'{managers}'", "'{}'", "'{}'");
        for (String table : List.of("approval_delegation", "approval", "approval_seat", "approval_task", "user_task")) {
            jdbc.sql("ANALYZE " + table).update();
        }
        Seat ofGroup = new Seat(1, 1, List.of("managers"), List.of(), List.of());
        Seat ofOne = new Seat(1, 1, List.of(), List.of("other-2000"), List.of());
        measure(
                "the deputies of a group of 250, who have given 1,000 of 5,000 delegations",
                () -> delegations.deputies(ofGroup).count());
        measure("the deputies of one person", () -> delegations.deputies(ofOne).count());
        measure("what waits for somebody, 500 of 1,400", () -> list(person("member-1"), 500));
        measure("what waits for somebody, 50 of 1,400", () -> list(person("member-1"), 50));
        measure("what waits for a deputy", () -> {
            Person me = new Person("deputy-7", Set.of(), null, null, null, null);
            List<Person> people = new ArrayList<>(delegations.delegatorsOf(me));
            people.add(me);
            return list(me.userName(), people, 500);
        });
    }

    private long list(Person me, int limit) {
        return list(me.userName(), List.of(me), limit);
    }

    private long list(String me, List<Person> people, int limit) {
        List<Approvals.FreeSeat> seats =
                approvals.freeSeats(me, people, new Approvals.Page(null, null, null, limit + 1));
        return tasks.find(seats.stream().map(Approvals.FreeSeat::task).toList()).size();
    }

    private interface Question {
        long ask();
    }

    private void measure(String what, Question question) {
        for (int i = 0; i < TIMES; i++) {
            question.ask();
        }
        asked.set(0);
        List<Double> times = new ArrayList<>();
        long found = 0;
        for (int i = 0; i < TIMES; i++) {
            long begin = System.nanoTime();
            found = question.ask();
            times.add((System.nanoTime() - begin) / 1e6);
        }
        Collections.sort(times);
        System.out.printf(
                "%s: %.1f ms (p50), %.1f ms (at most); found %d; questions to the directory: %d%n",
                what, times.get(TIMES / 2), times.getLast(), found, asked.get() / TIMES);
    }
}

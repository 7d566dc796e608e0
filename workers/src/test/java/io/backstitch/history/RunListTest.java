package io.backstitch.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.backstitch.PartsOnDatabase;
import io.backstitch.compensation.SagaId;
import io.backstitch.compensation.Sagas;
import io.backstitch.history.RunView.RunState;
import io.backstitch.intake.ArchivedRuns;
import io.backstitch.intake.Runs;
import io.backstitch.security.Viewer;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.backstitch.web.Problem;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which runs there are, on the real database, with the tables as the intake and the kernel leave them. */
@NeedsStack(Part.POSTGRES)
class RunListTest {

    private static final Viewer ALL = new Viewer(true, false, Set.of(), "");
    private static final Instant BEGIN = Instant.parse("2026-11-21T10:00:00Z");

    @EnableAutoConfiguration
    @Import({RunList.class, Runs.class, ArchivedRuns.class})
    static class Lists {
        @Bean
        Clock clock() {
            return Clock.fixed(BEGIN.plusSeconds(300), ZoneOffset.UTC);
        }

        @Bean
        Sagas sagas(DataSource dataSource) {
            return new Sagas(dataSource, Clock.systemUTC());
        }
    }

    private final String process = "list" + UUID.randomUUID().toString().replace("-", "");
    private final ConfigurableApplicationContext application;
    private final RunList list;

    RunListTest(RunningStack stack) {
        application = PartsOnDatabase.start(stack, Lists.class);
        list = application.getBean(RunList.class);
    }

    @AfterEach
    void close() {
        application.close();
    }

    @Test
    void pagesGoThroughAllOnceTheNewestFirstAlsoWhenMoreComeMeanwhile() {
        List<String> accepted = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            // Two at a time in the same microsecond.
            accepted.addFirst(run(BEGIN.plusSeconds(i / 2), true));
        }

        List<String> listed = new ArrayList<>();
        String after = null;
        do {
            RunList.Page page = list.page(ofProcess(null, null), ALL, after, 3);
            listed.addAll(ids(page));
            after = page.next();
            run(BEGIN.plusSeconds(60), true);
        } while (after != null);

        assertThat(listed).containsExactlyInAnyOrderElementsOf(accepted);
        assertThat(listed.subList(0, 1)).isEqualTo(accepted.subList(0, 1));
    }

    @Test
    void tellsEachStateAndFindsRunsByIt() {
        String stored = run(BEGIN, false);
        String running = run(BEGIN.plusSeconds(1), true);
        String unwinding = changed(run(BEGIN.plusSeconds(2), true), "state = 'UNWINDING'");
        String waiting = changed(run(BEGIN.plusSeconds(3), true), "waits_for_person = true");
        String ended = run(BEGIN.plusSeconds(4), true);
        application.getBean(Sagas.class).end(new SagaId(process, ended), "DONE");

        assertThat(ids(RunState.ACCEPTED)).containsExactly(stored);
        assertThat(ids(RunState.RUNNING)).containsExactly(running);
        assertThat(ids(RunState.UNWINDING)).containsExactly(unwinding);
        assertThat(ids(RunState.WAITING_FOR_PERSON)).containsExactly(waiting);
        assertThat(ids(RunState.ENDED)).containsExactly(ended);
        assertThat(list.page(ofProcess(null, null), ALL, null, 50).runs())
                .extracting(RunList.Line::state)
                .containsExactly(
                        RunState.ENDED,
                        RunState.WAITING_FOR_PERSON,
                        RunState.UNWINDING,
                        RunState.RUNNING,
                        RunState.ACCEPTED);
        assertThat(ids(list.page(ofProcess(null, "DONE"), ALL, null, 50))).containsExactly(ended);
    }

    @Test
    void findsRunsByTheTimeAtWhichTheyWereAccepted() {
        run(BEGIN, true);
        String second = run(BEGIN.plusSeconds(1), true);
        run(BEGIN.plusSeconds(2), true);

        RunList.Filter oneSecond =
                new RunList.Filter(process, null, null, BEGIN.plusSeconds(1), BEGIN.plusSeconds(2), false);

        assertThat(ids(list.page(oneSecond, ALL, null, 50))).containsExactly(second);
    }

    @Test
    void tellsWhyARunIsStuckAndFindsIt() {
        run(BEGIN, true);
        String stuck = run(BEGIN.plusSeconds(1), true);
        suspect(stuck, "Job {age} old", BEGIN.plusSeconds(2), BEGIN.plusSeconds(40));
        suspect(run(BEGIN.plusSeconds(3), true), "Seen once", BEGIN.plusSeconds(2), null);
        String ended = run(BEGIN.plusSeconds(4), true);
        suspect(ended, "Was stuck", BEGIN, BEGIN);
        application.getBean(Sagas.class).end(new SagaId(process, ended), "DONE");

        RunList.Page page = list.page(new RunList.Filter(process, null, null, null, null, true), ALL, null, 50);

        assertThat(page.runs())
                .extracting(RunList.Line::id, RunList.Line::stuck)
                .containsExactly(tuple(stuck, "Job 4 min old"));
        assertThat(list.page(ofProcess(null, null), ALL, null, 50).runs())
                .extracting(RunList.Line::stuck)
                .containsExactly(null, null, "Job 4 min old", null);
    }

    private void suspect(String run, String reason, Instant since, @Nullable Instant toldAt) {
        application
                .getBean(JdbcClient.class)
                .sql("""
                        INSERT INTO stuck_run (run, process, kind, reason, since, found_at, told_at)
                        VALUES (:run, :process, 'NO_WORKER', :reason, :since, :since, :told)
                        """)
                .param("run", run)
                .param("process", process)
                .param("reason", reason)
                .param("since", Timestamp.from(since))
                .param("told", toldAt == null ? null : Timestamp.from(toldAt), Types.TIMESTAMP)
                .update();
    }

    @Test
    void showsWhatSomebodyAskedForAndTheProcessesThatTheyMaySee() {
        String other = "other" + process;
        String adas = run(BEGIN, true);
        String bobs = run(BEGIN.plusSeconds(1), true);
        String elsewhere = run(other, BEGIN.plusSeconds(2), true);
        askedBy("ada" + process, adas);
        askedBy("ada" + process, elsewhere);
        askedBy("bob" + process, bobs);

        assertThat(seenBy(own("ada"), null)).containsExactly(elsewhere, adas);
        assertThat(seenBy(own("ada"), process)).containsExactly(adas);
        assertThat(seenBy(own("mallory"), null)).isEmpty();
        assertThat(seenBy(new Viewer(false, false, Set.of(), ""), null)).isEmpty();
        assertThat(seenBy(new Viewer(false, false, Set.of(process), "ada" + process), null))
                .containsExactly(elsewhere, bobs, adas);
        assertThat(seenBy(new Viewer(false, false, Set.of(other, process), "mallory"), null))
                .containsExactly(elsewhere, bobs, adas);
        assertThat(seenBy(new Viewer(false, false, Set.of(other), "mallory"), process))
                .isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "PAID")
    void pagesOfWhatIsSeenForSeveralReasonsGoThroughAllOnce(@Nullable String outcome) {
        String other = "other" + process;
        List<String> accepted = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            String run = run(i % 2 == 0 ? process : other, BEGIN.plusSeconds(i / 2), true);
            askedBy("ada" + process, run);
            end(run, "PAID");
            accepted.add(run);
        }
        String rejected = run(BEGIN, true);
        askedBy("ada" + process, rejected);
        end(rejected, "REJECTED");
        if (outcome == null) {
            accepted.add(rejected);
        }
        Viewer viewer = new Viewer(false, false, Set.of(other), "ada" + process);
        RunList.Filter any = new RunList.Filter(null, null, outcome, null, null, false);

        List<String> listed = new ArrayList<>();
        String after = null;
        do {
            RunList.Page page = list.page(any, viewer, after, 2);
            listed.addAll(ids(page));
            after = page.next();
        } while (after != null);

        assertThat(listed).containsExactlyInAnyOrderElementsOf(accepted);
    }

    @Test
    void refusesToBeginBehindARunOfSomebodyElse() {
        String adas = run(BEGIN, true);
        askedBy("ada" + process, adas);

        assertThatThrownBy(() -> list.page(ofProcess(null, null), own("bob"), adas, 50))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("after must be the id of a run");
    }

    private Viewer own(String person) {
        return new Viewer(false, false, Set.of(), person + process);
    }

    private List<String> seenBy(Viewer viewer, @Nullable String only) {
        return ids(list.page(new RunList.Filter(only, null, null, null, null, false), viewer, null, 50));
    }

    private void askedBy(String person, String run) {
        application
                .getBean(JdbcClient.class)
                .sql("""
                        WITH asked AS (UPDATE run SET asked_by = :person WHERE id = :run)
                        UPDATE saga SET asked_by = :person WHERE business_id = :run
                        """)
                .param("person", person)
                .param("run", run)
                .update();
    }

    private void end(String run, String outcome) {
        application
                .getBean(JdbcClient.class)
                .sql("UPDATE saga SET outcome = ?, ended_at = opened_at WHERE business_id = ?")
                .params(outcome, run)
                .update();
    }

    @Test
    void goesOnBehindARunThatWasArchivedMeanwhile() {
        String first = run(BEGIN, true);
        String second = run(BEGIN.plusSeconds(1), true);
        JdbcClient jdbc = application.getBean(JdbcClient.class);
        jdbc.sql("""
                        INSERT INTO saga_archived SELECT id, 'COMPLETED', 'DONE', opened_at, opened_at, opened_at FROM saga WHERE business_id = ?
                        """).param(second).update();
        jdbc.sql("INSERT INTO run_archived SELECT id, process, asked_by, accepted_at, 1 FROM run WHERE id = ?")
                .param(second)
                .update();
        jdbc.sql("DELETE FROM run WHERE id = ?").param(second).update();
        jdbc.sql("DELETE FROM saga WHERE business_id = ?").param(second).update();

        assertThat(ids(list.page(ofProcess(null, null), ALL, second, 50))).containsExactly(first);
    }

    @Test
    void refusesToBeginBehindARunThatThereIsNot() {
        assertThatThrownBy(() -> list.page(ofProcess(null, null), ALL, "nobody", 50))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("nobody");
    }

    private List<String> ids(RunState state) {
        return ids(list.page(ofProcess(state, null), ALL, null, 50));
    }

    private static List<String> ids(RunList.Page page) {
        return page.runs().stream().map(RunList.Line::id).toList();
    }

    private RunList.Filter ofProcess(@Nullable RunState state, @Nullable String outcome) {
        return new RunList.Filter(process, state, outcome, null, null, false);
    }

    private String run(Instant acceptedAt, boolean relayed) {
        return run(process, acceptedAt, relayed);
    }

    private String run(String process, Instant acceptedAt, boolean relayed) {
        String id = process + "-" + UUID.randomUUID();
        application
                .getBean(JdbcClient.class)
                .sql("""
                        INSERT INTO run (id, process, source, idempotency_key, fingerprint, variables, accepted_at, relayed_at)
                        VALUES (:id, :process, 'test', :id, '', '{}', :at, :relayed)
                        """)
                .param("id", id)
                .param("process", process)
                .param("at", Timestamp.from(acceptedAt))
                .param("relayed", relayed ? Timestamp.from(acceptedAt) : null, Types.TIMESTAMP)
                .update();
        application.getBean(JdbcTemplate.class).execute((ConnectionCallback<Boolean>) connection -> {
            Sagas.open(connection, new SagaId(process, id), acceptedAt);
            return true;
        });
        return id;
    }

    private String changed(String run, String change) {
        application
                .getBean(JdbcClient.class)
                .sql("UPDATE saga SET " + change + " WHERE id = ?")
                .param(process + "/" + run)
                .update();
        return run;
    }
}

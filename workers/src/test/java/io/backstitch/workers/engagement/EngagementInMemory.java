package io.backstitch.workers.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.compensation.SagaId;
import io.backstitch.engine.InMemoryApplication;
import io.backstitch.intake.Accepted;
import io.backstitch.intake.Door;
import io.backstitch.intake.Intake;
import io.backstitch.intake.Sender;
import io.backstitch.intake.Trigger;
import io.backstitch.stack.junit.RunningStack;
import io.backstitch.value.Name;
import io.backstitch.value.Version;
import java.nio.file.Path;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Projects are planned, and the engine's days pass. */
final class EngagementInMemory extends InMemoryApplication {

    private static final AtomicInteger PROJECTS = new AtomicInteger();
    private static final AtomicInteger KEYS = new AtomicInteger();

    private Duration passed = Duration.ZERO;

    EngagementInMemory(RunningStack stack, Path folder) {
        super(stack, folder, Map.of("backstitch.partners.objects.read-timeout", "6s"));
    }

    /** One that nobody else has planned. */
    static String aProject() {
        return "project-" + Instant.now().toEpochMilli() + "-" + PROJECTS.incrementAndGet();
    }

    /** Tells of a plan; the start date counts from the engine's today. */
    SagaId plan(String project, int version, Duration startsIn, String... people) {
        return plan(project, version, now().plus(startsIn), people);
    }

    /** The same with a date of the calendar. */
    SagaId plan(String project, int version, Instant startDate, String... people) {
        PlanChange change = new PlanChange(
                Name.of(project),
                Version.of(version),
                startDate,
                // Also those whom the door would refuse today: runs of before have them.
                Stream.of(people).map(Name::known).toList());
        Accepted accepted = bean(Intake.class)
                .accept(Trigger.of(
                        bean(PlanChanged.class),
                        Door.API,
                        change,
                        Sender.program("test"),
                        project + "/" + KEYS.incrementAndGet(),
                        "test"));
        assertThat(accepted).isInstanceOf(Accepted.New.class);
        return started(Engagement.PROCESS, accepted);
    }

    /** Waits until the run has this plan. */
    void awaitPlan(SagaId saga, int version) {
        await("plan " + version)
                .until(() -> engine.lastVariable(saga.businessId(), "plan")
                                .path("version")
                                .asInt(0)
                        == version);
    }

    void pass(Duration time) throws InterruptedException {
        engine.advanceClock(time);
        passed = passed.plus(time);
        engine.rest();
    }

    /** With whom the run was accepted. */
    List<String> people(SagaId saga) {
        return database()
                .sql("SELECT jsonb_array_elements_text(variables->'announced'->'people') FROM run WHERE id = ?")
                .param(saga.businessId())
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** What the ledger holds of an effect. */
    String column(String name, String key) {
        return database()
                .sql("SELECT " + name + " FROM effect WHERE key = ?")
                .param(key)
                .query(String.class)
                .single();
    }

    /** As another version has written it. */
    void rewriteReceipt(String key, String receipt, @Nullable String shape) {
        database()
                .sql("UPDATE effect SET receipt = ?, receipt_shape = ? WHERE key = ?")
                .param(1, receipt)
                .param(2, shape, Types.VARCHAR)
                .param(3, key)
                .update();
    }

    /** Plans projects that start in a while, and as that while passes moves the start of each. */
    List<SagaId> planAndMoveAsTheTimeComes(int projects, Duration startsIn, Duration movedTo)
            throws InterruptedException {
        List<String> names =
                IntStream.range(0, projects).mapToObj(it -> aProject()).toList();
        List<SagaId> sagas =
                names.stream().map(name -> plan(name, 1, startsIn, "ada")).toList();
        sagas.forEach(saga -> awaitPlan(saga, 1));
        Thread mover = Thread.ofVirtual().start(() -> names.forEach(name -> plan(name, 2, movedTo, "ada")));
        pass(startsIn);
        mover.join();
        return sagas;
    }

    private Instant now() {
        return Instant.now().plus(passed);
    }
}

package io.backstitch.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.KernelOnDatabase;
import io.backstitch.PartsOnDatabase;
import io.backstitch.compensation.Attempt;
import io.backstitch.compensation.Recovery;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Types;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** A version that does not read what open runs hold finds out before it does anything. */
@NeedsStack(Part.POSTGRES)
class OpenShapesTest {

    @EnableAutoConfiguration
    @Import(KernelOnDatabase.class)
    static class Database {}

    record Request(String account) {}

    /** The version before called it otherwise. */
    record Receipt(String transferId) {}

    record Upgraded(String transferId) {
        record Former(String transfer) {}

        @Upgrade
        static Upgraded of(Former former) {
            return new Upgraded(former.transfer());
        }
    }

    abstract static class Worker<R extends Record> implements CompensableEffect<Request, R> {
        @Override
        public R perform(Request request, Attempt attempt) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void undo(Request request, @Nullable R receipt, Attempt attempt) {
            throw new UnsupportedOperationException();
        }
    }

    @EffectWorker(
            jobType = "bank.transfer",
            lane = "system",
            does = "Transfers",
            partner = "bank",
            recovery = Recovery.REPEAT_WITH_KEY,
            retry = "external-api",
            whenExhausted = WhenExhausted.WAIT_FOR_PERSON)
    @CompensatedBy(jobType = "bank.take-back", recovery = Recovery.REPEATABLE, retry = "external-api")
    static class Transfer extends Worker<Receipt> {}

    @EffectWorker(
            jobType = "bank.transfer",
            lane = "system",
            does = "Transfers",
            partner = "bank",
            recovery = Recovery.REPEAT_WITH_KEY,
            retry = "external-api",
            whenExhausted = WhenExhausted.WAIT_FOR_PERSON)
    @CompensatedBy(jobType = "bank.take-back", recovery = Recovery.REPEATABLE, retry = "external-api")
    static class UpgradedTransfer extends Worker<Upgraded> {}

    private static final String REQUEST = "{\"account\":\"a\"}";

    private final ConfigurableApplicationContext application;
    private final JdbcClient jdbc;

    OpenShapesTest(RunningStack stack) {
        application = PartsOnDatabase.forAllTests(stack, Database.class);
        jdbc = application.getBean(JdbcClient.class);
    }

    @BeforeEach
    @AfterEach
    void forget() {
        jdbc.sql("TRUNCATE effect, saga CASCADE").update();
    }

    @Test
    void refusesTheStartAndNamesEachWhenAFieldOfTheReceiptIsCalledOtherwiseNow() {
        twoWait("{\"transfer\":\"t-1\"}", "transfer: String");

        assertThatThrownBy(() -> shapes(new Transfer(), true).afterSingletonsInstantiated())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("2 effects of open runs")
                .hasMessageContaining("bank/run-1/Task_Transfer (bank.transfer)")
                .hasMessageContaining("bank/run-2/Task_Transfer")
                .hasMessageContaining("OpenShapesTest.Receipt was written with the components (transfer: String)")
                .hasMessageContaining("@Upgrade")
                .hasMessageNotContaining("t-1");
    }

    /** Those of the version before: it told no shapes. */
    @Test
    void findsItAlsoWhereNoShapeWasTold() {
        twoWait("{\"transfer\":\"t-1\"}", null);

        assertThat(shapes(new Transfer(), true).unread())
                .hasSize(2)
                .allMatch(it -> it.contains("\"transfer\" is not known"));
    }

    @Test
    void startsWithADeclaredUpgradeAndWithWhatReadsStrictly() {
        twoWait("{\"transfer\":\"t-1\"}", "transfer: String");
        shapes(new UpgradedTransfer(), true).afterSingletonsInstantiated();

        forget();
        twoWait("{\"transferId\":\"t-1\"}", null);
        shapes(new Transfer(), true).afterSingletonsInstantiated();
    }

    @Test
    void leavesEndedRunsAloneAndStartsAllTheSameWhereThatIsMeant() {
        twoWait("{\"transfer\":\"t-1\"}", "transfer: String");
        shapes(new Transfer(), false).afterSingletonsInstantiated();

        jdbc.sql("UPDATE saga SET state = 'COMPLETED', ended_at = now()").update();
        assertThat(shapes(new Transfer(), true).unread()).isEmpty();
    }

    /** From the new version's code, against the tables as the version before has left them. */
    @Test
    void isFoundBeforeTheNewVersionIsDeployed() {
        twoWait("{\"transfer\":\"t-1\"}", null);
        DataSource database = application.getBean(DataSource.class);
        jdbc.sql("ALTER TABLE effect DROP COLUMN request_shape, DROP COLUMN receipt_shape")
                .update();
        try {
            assertThat(ShapesCheck.unread(database, ShapesOfEffect.in("io.backstitch.workers.engagement")))
                    .isEmpty();
            assertThat(ShapesCheck.unread(database, Map.of("bank.transfer", ShapesOfEffect.of(Transfer.class))))
                    .hasSize(2)
                    .allMatch(it -> it.contains("(bank.transfer)") && it.contains("@Upgrade"));
        } finally {
            jdbc.sql("ALTER TABLE effect ADD COLUMN request_shape text, ADD COLUMN receipt_shape text")
                    .update();
        }
    }

    /** What the application that runs tells, read by the new version's code. */
    @Test
    void isFoundWithTheShapesThatARunningApplicationTells() throws IOException {
        twoWait("{\"transfer\":\"t-1\"}", "transfer: String");

        String told = told(new Transfer());

        assertThat(told).contains("transfer: String", "account: String").doesNotContain("t-1");
        assertThat(unread(told, Transfer.class))
                .singleElement()
                .asString()
                .startsWith("bank.transfer, 2 of them, such as in the run run-1: A stored OpenShapesTest.Receipt was"
                        + " written with the components (transfer: String)")
                .contains("@Upgrade");
        assertThat(unread(told, UpgradedTransfer.class)).isEmpty();
    }

    /** The version that runs reads it as what an earlier one wrote, and says as which. */
    @Test
    void whatTellsNoShapeIsToldAsTheRunningApplicationReadsIt() throws IOException {
        twoWait("{\"transfer\":\"t-1\"}", null);

        String told = told(new UpgradedTransfer());

        assertThat(told).contains("\"receipt\":\"transfer: String\"", "\"effects\":2");
        assertThat(unread(told, Transfer.class)).hasSize(1);
        assertThat(unread(told, UpgradedTransfer.class)).isEmpty();
        assertThat(unread(told(new Transfer()), UpgradedTransfer.class))
                .singleElement()
                .asString()
                .contains("the version that runs does not read them either");
    }

    @Test
    void nothingIsToldOfEndedRuns() {
        twoWait("{\"transfer\":\"t-1\"}", "transfer: String");
        jdbc.sql("UPDATE saga SET state = 'COMPLETED', ended_at = now()").update();

        assertThat(told(new Transfer())).isEqualTo("{\"shapes\":[]}");
    }

    private String told(Worker<?> running) {
        return JsonMapper.shared()
                .writeValueAsString(
                        new HeldShapesQuery(jdbc, application.getBean(TransactionTemplate.class), catalogue(running))
                                .all());
    }

    private static List<String> unread(String told, Class<?> next) throws IOException {
        try (InputStream input = new ByteArrayInputStream(told.getBytes(StandardCharsets.UTF_8))) {
            return ShapesCheck.unread(input, Map.of("bank.transfer", ShapesOfEffect.of(next)));
        }
    }

    @Test
    void findsTheWorkersWithoutMakingThem() {
        assertThat(ShapesOfEffect.in("io.backstitch.workers.engagement", "io.backstitch.workers.workspace"))
                .containsOnlyKeys("engagement.assign-person", "workspace.create-project", "workspace.create-triggers")
                .hasEntrySatisfying(
                        "engagement.assign-person",
                        shapes -> assertThat(shapes.receipts().text()).isEqualTo("assignmentId: String"));
    }

    @Test
    void listsTwentyAndCountsTheRest() {
        for (int run = 1; run <= 25; run++) {
            waits("run-" + run, "{}", null);
        }

        assertThatThrownBy(() -> shapes(new Transfer(), true).afterSingletonsInstantiated())
                .hasMessageContaining("25 effects")
                .hasMessageContaining("- and 5 more");
    }

    private void twoWait(String receipt, @Nullable String shape) {
        waits("run-1", receipt, shape);
        waits("run-2", receipt, shape);
    }

    private void waits(String run, String receipt, @Nullable String shape) {
        jdbc.sql(
                        "INSERT INTO saga (id, process, business_id, state, opened_at) VALUES (?, 'bank', ?, 'RUNNING', now())")
                .params("bank/" + run, run)
                .update();
        jdbc.sql("""
                        INSERT INTO effect (key, saga, element, activation, type, compensation, recovery, state, attempt, owner, lease_until,
                                            fingerprint, request, receipt, receipt_shape, acknowledged, claimed_at, changed_at)
                        VALUES (?, ?, 'Task_Transfer', 1, 'bank.transfer', 'bank.take-back', 'REPEAT_WITH_KEY', 'COMPLETED', 1, 'gone', now(),
                                '', ?, ?, ?, true, now(), now())
                        """)
                .param(1, "bank/%s/Task_Transfer".formatted(run))
                .param(2, "bank/" + run)
                .param(3, REQUEST)
                .param(4, receipt)
                .param(5, shape, Types.VARCHAR)
                .update();
    }

    private OpenShapes shapes(Worker<?> worker, boolean refuse) {
        return new OpenShapes(
                jdbc, application.getBean(TransactionTemplate.class), catalogue(worker), new ShapesSettings(refuse));
    }

    private static EffectCatalogue catalogue(Worker<?> worker) {
        try (GenericApplicationContext workers = new GenericApplicationContext()) {
            workers.getBeanFactory().registerSingleton("worker", worker);
            workers.refresh();
            Duration patience = Duration.ofSeconds(5);
            return new EffectCatalogue(
                    workers,
                    new RetrySettings(Map.of(
                            "external-api",
                            new RetryPolicy(3, patience, RetryPolicy.Backoff.NONE, patience, Duration.ofMinutes(1)))),
                    new Partners(Map.of("bank", new Partner(patience, patience, Duration.ZERO, null, null))),
                    workers.getBeanProvider(EffectPreconditions.class),
                    new StepJson());
        }
    }
}

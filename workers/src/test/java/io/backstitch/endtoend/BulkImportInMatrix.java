package io.backstitch.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.stack.junit.RunningStack;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionTimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bulkimport in the crash matrix. Witnesses: the directory, and the totals in our database. */
final class BulkImportInMatrix extends MatrixProcess {

    private static final int ROWS = 4;
    private static final int FIRST_LINE = 2;
    private static final int REFUSED_LINE = 5;

    private final ObjectsInMatrix directory;

    BulkImportInMatrix(RunningStack stack) {
        super(
                stack,
                "IMPORTED",
                MatrixEffect.of("Task_CreateContact/3", Way.FORWARD, Way.BACK).withAnswersThatGetLost(),
                MatrixEffect.of("Task_RecordTotals", Way.FORWARD, Way.CUT_OFF).withinOurTransaction());
        this.directory = new ObjectsInMatrix(partners);
    }

    @Override
    void prepare() {
        directory.prepare();
    }

    @Override
    SentRun send(Way way, MatrixEffect effect) {
        String run = start(way == Way.BACK);
        switch (way) {
            case FORWARD, BACK -> {}
            case IN_DOUBT -> {
                directory.loseAnswer(run, effect);
                cancelInDoubt(run, effect);
            }
            case CUT_OFF -> cancelWhileTotalsAreWritten(run);
            case EXPIRED -> throw new IllegalArgumentException("BACK is the way on which a task expires");
        }
        return sent(run, Map.of(), way);
    }

    /** With a line that is refused, nobody decides what now, and everything goes. */
    private String start(boolean refused) {
        String unique = unique();
        String file = IntStream.range(FIRST_LINE, FIRST_LINE + ROWS)
                .mapToObj(line -> "Contact,%sline%d@%s.example,"
                        .formatted(
                                refused && line == REFUSED_LINE ? ObjectsInMatrix.REFUSED_ADDRESS : "", line, unique))
                .collect(Collectors.joining("\n", "name,email,phone\n", "\n"));
        return accepted(requester.post(
                "/api/bulkimports?escalateAfter=PT1S&expireAfter=PT1S", "text/csv", file, "matrix-" + unique));
    }

    /** Holds the row of the totals until the effect waits for it, and the settle step for the effect. */
    private void cancelWhileTotalsAreWritten(String run) {
        try (Connection connection =
                DriverManager.getConnection(stack.jdbcUrl(), stack.jdbcUser(), stack.jdbcPassword())) {
            connection.setAutoCommit(false);
            try (PreparedStatement lock =
                    connection.prepareStatement("SELECT rows FROM bulkimport WHERE run = ? FOR UPDATE")) {
                lock.setString(1, run);
                lock.execute();
            }
            awaitLockWaitOf("UPDATE bulkimport SET%");
            operator.cancel(run);
            awaitLockWaitOf("UPDATE saga SET%");
            connection.rollback();
        } catch (ConditionTimeoutException e) {
            // Whoever was to wait has died of it: the run goes on as it can.
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitLockWaitOf(String statement) {
        await(statement)
                .atMost(Duration.ofSeconds(10))
                .until(() -> database()
                        .sql(
                                "SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database() AND query LIKE ?")
                        .param(statement)
                        .query(Boolean.class)
                        .single());
    }

    @Override
    void judge(SentRun run, JsonNode ended, boolean forward) {
        List<String> all = IntStream.range(FIRST_LINE, FIRST_LINE + ROWS)
                .mapToObj(line -> "bulkimport/%s/Task_CreateContact/%d".formatted(run.id(), line))
                .toList();
        directory.judge("bulkimport", run.id(), ended, forward, all);
        JsonNode totals = JsonMapper.shared()
                .readTree(requester.get("/api/bulkimports/" + run.id()).body());
        assertThat(totals.path("imported").asInt(0)).isEqualTo(forward ? ROWS : 0);
    }
}

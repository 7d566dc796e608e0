package io.backstitch.retention;

import io.backstitch.tables.Owed;
import io.backstitch.tables.RunRows;
import io.backstitch.tables.TableOwner;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds the runs whose time is over, in the order in which they were accepted, and what keeps some of them: whatever is to be done yet about a run, by us, by
 * a person or by the engine. A process that was called has no run of its own: it goes with the run that called it.
 */
@Component
class DueRuns {

    private static final List<Owed> FIRST = List.of(
            new Owed("NOT it.told", "its end is not told yet"),
            new Owed(
                    "EXISTS (SELECT FROM effect WHERE saga = it.id AND state IN ('CLAIMED', 'IN_DOUBT'))",
                    "an effect is not settled"));
    private static final Owed LAST = new Owed("""
                    EXISTS (SELECT FROM run_archive_aside AS aside WHERE aside.process = it.process AND aside.run = it.business_id
                            AND aside_at > :again)""", "it could not be archived");

    /** SQL: what a run owes, of a saga {@code it}; null when nothing. */
    private final String owes;

    private final JdbcClient jdbc;

    DueRuns(List<TableOwner> owners, JdbcClient jdbc) {
        this.owes = Stream.of(FIRST.stream(), owners.stream().flatMap(it -> it.owed().stream()), Stream.of(LAST))
                .flatMap(it -> it)
                .map(it -> "WHEN %s THEN '%s'".formatted(it.when(), it.what()))
                .collect(Collectors.joining("\n", "CASE ", " END"));
        this.jdbc = jdbc;
    }

    /**
     * One that was accepted long enough ago.
     *
     * @param endedAt null while it is open
     * @param owes what keeps it, for people; null when nothing does
     */
    record Candidate(
            String run,
            Instant openedAt,
            @Nullable Instant endedAt,
            @Nullable String owes) {

        static Candidate read(ResultSet row, int number) throws SQLException {
            Timestamp endedAt = row.getTimestamp("ended_at");
            return new Candidate(
                    row.getString("business_id"),
                    row.getTimestamp("opened_at").toInstant(),
                    endedAt == null ? null : endedAt.toInstant(),
                    row.getString("owes"));
        }

        boolean hasEndedBy(Instant latest) {
            return endedAt != null && !endedAt.isAfter(latest);
        }
    }

    /** The processes that have, or had, runs here. */
    List<String> processes() {
        return jdbc.sql("""
                        WITH RECURSIVE known (process) AS (
                            (SELECT process FROM saga ORDER BY process LIMIT 1)
                            UNION ALL
                            SELECT (SELECT process FROM saga WHERE process > known.process ORDER BY process LIMIT 1)
                            FROM known WHERE process IS NOT NULL)
                        SELECT process FROM known WHERE process IS NOT NULL
                        """).query((row, number) -> row.getString("process")).list();
    }

    /**
     * The next of a process.
     *
     * @param latest runs that have ended by then are due
     * @param again one that could not be archived is tried again when that was before
     * @param after the last candidate of the page before; null for the first page
     */
    List<Candidate> page(String process, Instant latest, Instant again, @Nullable Candidate after, int limit) {
        return jdbc.sql("""
                        SELECT it.business_id, it.opened_at, it.ended_at, CASE WHEN it.ended_at <= :latest THEN %s END AS owes
                        FROM (SELECT id, process, business_id, opened_at, ended_at, told FROM saga
                              WHERE process = :process AND opened_at <= :latest AND (opened_at, business_id) > (:opened, :run)
                              ORDER BY opened_at, business_id LIMIT :limit) AS it
                        ORDER BY it.opened_at, it.business_id
                        """.formatted(owes))
                .param("process", process)
                .param("latest", Timestamp.from(latest))
                .param("again", Timestamp.from(again))
                .param("opened", Timestamp.from(after == null ? Instant.EPOCH : after.openedAt()))
                .param("run", after == null ? "" : after.run())
                .param("limit", limit)
                .query(Candidate::read)
                .list();
    }

    /** Those of a plan that owe nothing now, in its order. They are locked until the transaction ends. */
    List<String> stillDue(Plan plan, Instant again) {
        jdbc.sql("SELECT FROM saga, %s WHERE saga.id = going.saga ORDER BY saga.id FOR UPDATE OF saga"
                        .formatted(RunRows.going()))
                .param("process", plan.process())
                .param("runs", plan.runs().toArray(String[]::new))
                .query((row, number) -> number)
                .list();
        return jdbc.sql("""
                        SELECT going.run FROM %s, saga AS it
                        WHERE it.id = going.saga AND it.ended_at IS NOT NULL AND %s IS NULL ORDER BY going.n
                        """.formatted(RunRows.going(), owes))
                .param("process", plan.process())
                .param("runs", plan.runs().toArray(String[]::new))
                .param("again", Timestamp.from(again))
                .query((row, number) -> row.getString("run"))
                .list();
    }
}

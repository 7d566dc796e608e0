package io.backstitch.deadletter;

import io.backstitch.compensation.SagaId;
import io.backstitch.job.DeadLetterKind;
import io.backstitch.masking.Masking;
import io.backstitch.security.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads dead letters. */
@Component
class DeadLetterList {

    private static final int LONGEST = 500;

    private final JdbcClient jdbc;

    DeadLetterList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Which letters; null means any.
     *
     * @param run the business id
     */
    record Filter(
            DeadLetter.@Nullable State state,
            @Nullable String process,
            @Nullable String element,
            @Nullable String jobType,
            @Nullable DeadLetterKind kind,
            @Nullable String run) {}

    /** A letter with what the engine needs to know to replay it. */
    record Row(
            DeadLetter letter,
            @Nullable Long jobKey,
            @Nullable Long incidentKey,
            @Nullable SagaId saga,
            int retries) {

        Row withAttempts(List<DeadLetter.FailedAttempt> attempts) {
            return new Row(letter.withAttempts(attempts), jobKey, incidentKey, saga, retries);
        }

        DeadLetter seenBy(Viewer viewer) {
            return viewer.operates() ? letter : letter.withoutAnswers();
        }
    }

    /** At most 500, oldest first; of the runs that the viewer may see. */
    List<Row> matching(Filter filter, Viewer viewer) {
        return withAttempts(jdbc.sql("""
                        SELECT * FROM dead_letter
                        WHERE (:state::text IS NULL OR state = :state)
                          AND (:process::text IS NULL OR process = :process)
                          AND (:element::text IS NULL OR element = :element)
                          AND (:type::text IS NULL OR job_type = :type)
                          AND (:kind::text IS NULL OR kind = :kind)
                          AND (:run::text IS NULL OR saga LIKE '%/' || :run)
                          AND (:all OR coalesce(split_part(saga, '/', 1), process) = ANY(:processes))
                        ORDER BY opened_at, id LIMIT :longest
                        """)
                .param("state", filter.state() == null ? null : filter.state().name())
                .param("process", filter.process())
                .param("element", filter.element())
                .param("type", filter.jobType())
                .param("kind", filter.kind() == null ? null : filter.kind().name())
                .param("run", filter.run())
                .param("all", viewer.all())
                .param("processes", viewer.processNames())
                .param("longest", LONGEST)
                .query((row, number) -> read(row))
                .list());
    }

    Optional<Row> find(long id, Viewer viewer) {
        return find(id).filter(row -> viewer.sees(row.letter().process()));
    }

    Optional<Row> find(long id) {
        return withAttempts(jdbc.sql("SELECT * FROM dead_letter WHERE id = ?")
                        .param(id)
                        .query((row, number) -> read(row))
                        .list())
                .stream()
                .findFirst();
    }

    List<Row> openOf(SagaId saga) {
        return withAttempts(jdbc.sql("SELECT * FROM dead_letter WHERE saga = ? AND state = 'OPEN' ORDER BY id")
                .param(saga.value())
                .query((row, number) -> read(row))
                .list());
    }

    /** Decisions of which the engine was not told, although some time has passed. */
    List<Row> untoldBefore(Instant time) {
        return withAttempts(jdbc.sql("""
                        SELECT * FROM dead_letter
                        WHERE state IN ('REPLAYED', 'GIVEN_UP') AND told_at IS NULL AND decided_at < ? ORDER BY id LIMIT 100
                        """)
                .param(Timestamp.from(time))
                .query((row, number) -> read(row))
                .list());
    }

    private Row read(ResultSet row) throws SQLException {
        String sagaText = row.getString("saga");
        SagaId saga = sagaText == null ? null : SagaId.parse(sagaText);
        Timestamp decidedAt = row.getTimestamp("decided_at");
        Long jobKey = row.getObject("job_key", Long.class);
        DeadLetter letter = new DeadLetter(
                row.getLong("id"),
                DeadLetter.State.valueOf(row.getString("state")),
                DeadLetterKind.valueOf(row.getString("kind")),
                Masking.answer(row.getString("reason")),
                masked(row.getString("answer")),
                saga == null ? null : saga.businessId(),
                saga == null ? row.getString("process") : saga.process(),
                row.getString("element"),
                row.getString("job_type"),
                row.getString("idempotency_key"),
                row.getString("event"),
                row.getTimestamp("opened_at").toInstant(),
                decidedAt == null ? null : decidedAt.toInstant(),
                row.getString("decided_by"),
                row.getString("note"),
                List.of());
        return new Row(letter, jobKey, row.getObject("incident_key", Long.class), saga, row.getInt("retries"));
    }

    /** Once more: an instance of the version before may have written it. */
    private static @Nullable String masked(@Nullable String text) {
        return text == null ? null : Masking.answer(text);
    }

    /** In one question more, and not while the rows are read: a list holds one connection at a time. */
    private List<Row> withAttempts(List<Row> rows) {
        Map<Long, List<DeadLetter.FailedAttempt>> attempts = attempts(
                rows.stream().flatMap(row -> Stream.ofNullable(row.jobKey())).toArray(Long[]::new));
        return rows.stream()
                .map(row ->
                        row.jobKey() == null ? row : row.withAttempts(attempts.getOrDefault(row.jobKey(), List.of())))
                .toList();
    }

    private Map<Long, List<DeadLetter.FailedAttempt>> attempts(Long[] jobKeys) {
        if (jobKeys.length == 0) {
            return Map.of();
        }
        Map<Long, List<DeadLetter.FailedAttempt>> attempts = new HashMap<>();
        jdbc.sql(
                        "SELECT job_key, classified, error, answer, at FROM failed_attempt WHERE job_key = ANY (?) ORDER BY id")
                .param(jobKeys)
                .query(row -> {
                    attempts.computeIfAbsent(row.getLong("job_key"), key -> new ArrayList<>())
                            .add(new DeadLetter.FailedAttempt(
                                    row.getString("classified"),
                                    Masking.answer(row.getString("error")),
                                    masked(row.getString("answer")),
                                    row.getTimestamp("at").toInstant()));
                });
        return attempts;
    }
}

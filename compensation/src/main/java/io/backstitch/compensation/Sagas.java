package io.backstitch.compensation;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The sagas: opened when a run is accepted, fenced when it is unwound, ended with an outcome. */
public final class Sagas {

    private final DataSource dataSource;
    private final Clock clock;
    private final GroupCommit<Ending, Ended> endings;

    public Sagas(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.endings = new GroupCommit<>(these -> Sql.transaction(dataSource, connection -> end(connection, these)));
    }

    /**
     * Opens a saga within the caller's transaction; one that is open already stays as it is, and one of {@link ArchivedSagas} is never opened again.
     *
     * @return whether this call has opened it
     */
    public static boolean open(Connection connection, SagaId saga, Instant now) throws SQLException {
        return open(connection, saga, "", now);
    }

    /**
     * The same.
     *
     * @param askedBy who asked for it, in the words of the application, which finds sagas by it; empty when nobody did
     */
    public static boolean open(Connection connection, SagaId saga, String askedBy, Instant now) throws SQLException {
        return Sql.update(connection, """
                        INSERT INTO saga (id, process, business_id, asked_by, state, opened_at)
                        SELECT asked.id, ?, ?, ?, 'RUNNING', ?
                        FROM (SELECT ?::text AS id) AS asked
                        WHERE NOT EXISTS (SELECT FROM saga_archived WHERE saga_archived.id = asked.id)
                        ON CONFLICT (id) DO NOTHING
                        """, saga.process(), saga.businessId(), askedBy, now, saga.value()) == 1;
    }

    /** One saga, or empty when it was never opened. Of one of {@link ArchivedSagas} the cause is not known any more. */
    public Optional<Saga> find(SagaId saga) {
        return Sql.alone(dataSource, connection -> find(connection, saga));
    }

    private static Optional<Saga> find(Connection connection, SagaId saga) throws SQLException {
        return Sql.one(connection, """
                SELECT state, waits_for_person, outcome, cause, opened_at, ended_at, process, business_id FROM saga WHERE id = ?
                UNION ALL
                SELECT state, false, outcome, NULL, opened_at, ended_at, ?, ? FROM saga_archived WHERE id = ?
                """, Sagas::read, saga.value(), saga.process(), saga.businessId(), saga.value());
    }

    /**
     * Closes the way for all activations of the elements before {@code activation}: after this, no worker can begin their
     * effects. Waits for claims that are being made at this moment.
     *
     * @param cause why the run is unwound; the first cause stays
     */
    void fence(SagaId saga, Collection<String> elements, long activation, @Nullable String cause) {
        boolean fenced = Sql.alone(dataSource, connection -> fence(connection, saga, elements, activation, cause));
        if (!fenced) {
            Sql.transaction(dataSource, connection -> {
                open(connection, saga, clock.instant());
                return fence(connection, saga, elements, activation, cause);
            });
        }
    }

    private static boolean fence(
            Connection connection, SagaId saga, Collection<String> elements, long activation, @Nullable String cause)
            throws SQLException {
        return Sql.update(connection, """
                UPDATE saga SET
                    fences = fences || coalesce((SELECT jsonb_object_agg(element, ?::bigint)
                                                 FROM unnest(?) AS element), '{}'),
                    state = 'UNWINDING',
                    cause = coalesce(cause, ?)
                WHERE id = ?
                """, activation, elements, cause, saga.value()) == 1;
    }

    /** Whether an effect may begin. */
    enum Way {
        OPEN(""),
        FENCED("the run is being unwound"),
        ENDED("the run has ended"),
        ANOTHER_INSTANCE("another process instance is this run");

        private final String why;

        Way(String why) {
            this.why = why;
        }

        /** Why not, for people. */
        String why() {
            return why;
        }
    }

    /** Of a saga that was opened; holds it open until the transaction ends. One that is not there although it was opened is of {@link ArchivedSagas}. */
    static Way way(Connection connection, EffectCall call) throws SQLException {
        return Sql.one(
                        connection,
                        """
                        SELECT CASE WHEN NOT ?::boolean AND instance <> ? THEN 'ANOTHER_INSTANCE'
                                    WHEN ended_at IS NOT NULL THEN 'ENDED'
                                    WHEN coalesce((fences ->> ?)::bigint, -1) >= ? THEN 'FENCED'
                                    ELSE 'OPEN' END AS way
                        FROM saga WHERE id = ? FOR SHARE
                        """,
                        row -> row.getString("way"),
                        call.called(),
                        call.instance(),
                        call.element(),
                        call.activation(),
                        call.saga().value())
                .map(Way::valueOf)
                .orElse(Way.ENDED);
    }

    /**
     * Records within the caller's transaction which process instance of the engine the run is. The first one stays: with a second one, whoever began it,
     * nothing is claimed.
     */
    public static void bind(Connection connection, SagaId saga, long instance) throws SQLException {
        Sql.update(
                connection, "UPDATE saga SET instance = ? WHERE id = ? AND instance IS NULL", instance, saga.value());
    }

    /** Whether a settle step has come since the saga was opened. */
    public boolean isUnwinding(SagaId saga) {
        return Sql.alone(
                        dataSource,
                        connection -> Sql.one(
                                connection,
                                "SELECT state = 'UNWINDING' AS unwinding FROM saga WHERE id = ?",
                                row -> row.getBoolean("unwinding"),
                                saga.value()))
                .orElse(false);
    }

    /** What happened behind the fence, can be undone and is not: newest first. */
    List<LedgerEntry> leftToUndo(SagaId saga) {
        return Sql.alone(dataSource, connection -> LedgerEntries.leftToUndo(connection, saga));
    }

    /** What happened in front of every fence, can be undone and is not: newest first. */
    List<LedgerEntry> standing(SagaId saga) {
        return Sql.alone(dataSource, connection -> LedgerEntries.standing(connection, saga));
    }

    /** All effects behind the fence, newest first. */
    List<LedgerEntry> behindFence(SagaId saga) {
        return Sql.alone(dataSource, connection -> LedgerEntries.behindFence(connection, saga));
    }

    /**
     * Records that the engine has sent the compensation handler of these effects.
     *
     * @return as {@link #leftToUndo}
     */
    List<LedgerEntry> requestUndo(SagaId saga, String compensation) {
        return Sql.alone(
                dataSource, connection -> LedgerEntries.requestUndo(connection, saga, compensation, clock.instant()));
    }

    /** Records that the run cannot go on without a person. */
    void waitForPerson(SagaId saga) {
        Sql.alone(dataSource, connection -> waitForPerson(connection, saga));
    }

    /** As {@link #waitForPerson(SagaId)}, within the caller's transaction; false when the run has ended. */
    public static boolean waitForPerson(Connection connection, SagaId saga) throws SQLException {
        return Sql.update(
                        connection,
                        "UPDATE saga SET waits_for_person = true WHERE id = ? AND ended_at IS NULL",
                        saga.value())
                == 1;
    }

    /** Records within the caller's transaction that no person is waited for any more; false when there is no such saga. */
    public static boolean goOn(Connection connection, SagaId saga) throws SQLException {
        return Sql.update(connection, "UPDATE saga SET waits_for_person = false WHERE id = ?", saga.value()) == 1;
    }

    /**
     * Records that the run has ended, unless effects are left to undo: then the saga that is returned has not ended. A second call changes nothing. A run
     * that went back, was tried again and then went well is COMPLETED: what it did since stands.
     *
     * @param outcome which end of the model was reached
     */
    public Ended end(SagaId saga, String outcome) {
        return endings.ask(new Ending(saga, outcome));
    }

    private record Ending(SagaId saga, String outcome) {}

    /** In the order of the endings. */
    private List<Ended> end(Connection connection, List<Ending> endings) throws SQLException {
        Instant now = clock.instant();
        Map<SagaId, Saga> ended = new HashMap<>();
        for (Saga saga : endOpen(connection, endings, now)) {
            ended.put(saga.id(), saga);
        }
        List<Ended> all = new ArrayList<>();
        for (Ending ending : endings) {
            Saga saga = ended.remove(ending.saga());
            all.add(saga == null ? endLate(connection, ending, now) : new Ended(saga, true));
        }
        return List.copyOf(all);
    }

    /**
     * Corrects how a run ended that went back, when what stood then was none of its own effects, and is undone since: nothing of it stands. Whoever was told
     * of the end before is not told again.
     */
    void undoneSince(SagaId saga) {
        Sql.alone(dataSource, connection -> Sql.update(connection, """
                        UPDATE saga SET state = 'COMPENSATED'
                        WHERE id = ? AND ended_at IS NOT NULL AND state = 'COMPLETED' AND fences <> '{}'
                          AND NOT EXISTS (SELECT FROM effect
                                          WHERE effect.saga = saga.id AND undoes IS NULL AND compensation IS NOT NULL
                                            AND effect.state NOT IN ('UNDONE', 'VOID', 'NOT_DONE'))
                        """, saga.value()));
    }

    /**
     * Ended sagas that others have not been told of, longest ended first: each is returned once, unless the caller's transaction
     * is rolled back.
     */
    public static List<Saga> takeUntold(Connection connection, int limit) throws SQLException {
        return Sql.list(connection, """
                UPDATE saga SET told = true
                WHERE id IN (SELECT id FROM saga WHERE ended_at IS NOT NULL AND NOT told
                             ORDER BY ended_at LIMIT ? FOR UPDATE SKIP LOCKED)
                RETURNING *
                """, Sagas::read, limit);
    }

    /** One that was never opened, or had ended before. */
    private static Ended endLate(Connection connection, Ending ending, Instant now) throws SQLException {
        open(connection, ending.saga(), now);
        List<Saga> ended = endOpen(connection, List.of(ending), now);
        if (!ended.isEmpty()) {
            return new Ended(ended.getFirst(), true);
        }
        return new Ended(find(connection, ending.saga()).orElseThrow(), false);
    }

    private static List<Saga> endOpen(Connection connection, List<Ending> endings, Instant now) throws SQLException {
        return Sql.list(
                connection,
                """
                UPDATE saga SET
                    state = CASE WHEN state <> 'UNWINDING' THEN 'COMPLETED'
                                 WHEN EXISTS (SELECT FROM effect
                                              WHERE effect.saga = saga.id AND undoes IS NULL AND compensation IS NOT NULL
                                                AND activation < (fences ->> element)::bigint
                                                AND effect.state NOT IN ('UNDONE', 'VOID', 'NOT_DONE'))
                                 THEN 'PARTLY_COMPENSATED'
                                 WHEN EXISTS (SELECT FROM effect
                                              WHERE effect.saga = saga.id AND compensation IS NOT NULL
                                                AND activation >= coalesce((fences ->> element)::bigint, -1)
                                                AND effect.state = 'COMPLETED')
                                 THEN 'COMPLETED'
                                 ELSE 'COMPENSATED' END,
                    outcome = ending.outcome, ended_at = ?, waits_for_person = false
                FROM unnest((SELECT ?::text[]), (SELECT ?::text[])) AS ending (id, outcome)
                WHERE saga.id = ending.id AND ended_at IS NULL
                  AND NOT (state = 'UNWINDING' AND EXISTS (
                      SELECT FROM effect
                      WHERE effect.saga = saga.id AND undoes IS NULL AND compensation IS NOT NULL AND effect.state = 'COMPLETED'
                        AND activation < (fences ->> element)::bigint
                        AND NOT EXISTS (SELECT FROM effect AS undo WHERE undo.key = effect.key || '/undo' AND undo.state = 'VOID')))
                RETURNING saga.*
                """,
                Sagas::read,
                now,
                Sql.texts(endings, ending -> ending.saga().value()),
                Sql.texts(endings, Ending::outcome));
    }

    /**
     * A saga that has ended.
     *
     * @param now whether it ended with this call; false when it had ended before
     */
    public record Ended(Saga saga, boolean now) {}

    private static Saga read(ResultSet row) throws SQLException {
        OffsetDateTime endedAt = row.getObject("ended_at", OffsetDateTime.class);
        return new Saga(
                new SagaId(row.getString("process"), row.getString("business_id")),
                row.getBoolean("waits_for_person")
                        ? SagaState.WAITING_FOR_PERSON
                        : SagaState.valueOf(row.getString("state")),
                row.getString("outcome"),
                row.getString("cause"),
                Sql.instant(row, "opened_at"),
                endedAt == null ? null : endedAt.toInstant());
    }
}

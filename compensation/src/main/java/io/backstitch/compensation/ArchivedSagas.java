package io.backstitch.compensation;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * Takes sagas that have ended out of the ledger, with their effects and the history of these. What is left of each is that it has ended, and how: for a
 * saga that was taken out nothing is claimed, and it is not opened again, whoever comes with its name, however late.
 */
public final class ArchivedSagas {

    private static final String REMEMBER = """
            INSERT INTO saga_archived (id, state, outcome, opened_at, ended_at, archived_at)
            SELECT id, state, outcome, opened_at, ended_at, ? FROM saga
            WHERE id = ANY ((SELECT ?::text[])::text[]) AND ended_at IS NOT NULL AND told
            """;

    private static final List<String> DELETE = List.of(
            """
            DELETE FROM effect_event USING effect
            WHERE effect_event.key = effect.key AND effect.saga = ANY ((SELECT ?::text[])::text[])
            """,
            "DELETE FROM effect WHERE saga = ANY ((SELECT ?::text[])::text[])",
            "DELETE FROM saga WHERE id = ANY ((SELECT ?::text[])::text[])");

    private ArchivedSagas() {}

    /**
     * Takes them out within the caller's transaction.
     *
     * @return how many rows are gone
     * @throws IllegalStateException when one of them is not there, has not ended, or its end was not told yet: the transaction must be rolled back
     */
    public static int take(Connection connection, List<SagaId> sagas, Instant now) throws SQLException {
        List<String> ids = sagas.stream().map(SagaId::value).toList();
        int remembered = Sql.update(connection, REMEMBER, now, ids);
        if (remembered != ids.size()) {
            throw new IllegalStateException("Of %d sagas %d are there and over".formatted(ids.size(), remembered));
        }
        int deleted = 0;
        for (String statement : DELETE) {
            deleted += Sql.update(connection, statement, ids);
        }
        return deleted;
    }
}

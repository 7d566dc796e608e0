package io.backstitch.compensation;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Whether a person's word is still the last one, so that it can be taken back. */
final class Superseding {

    /** The newest event of the effect, where a person has said it and nobody has built on it. */
    private static final String LAST_WORD = """
            SELECT split_part(detail, ':', 2) AS verdict FROM effect_event AS word JOIN effect USING (key) JOIN saga ON saga.id = effect.saga
            WHERE word.key = ? AND word.actor IS NOT NULL AND word.detail LIKE 'decided: %' AND saga.ended_at IS NULL
              AND NOT EXISTS (SELECT FROM effect_event AS later WHERE later.key = word.key AND later.id > word.id)
              AND NOT effect.receipt_taken AND NOT effect.acknowledged
              AND NOT EXISTS (SELECT FROM effect AS undo WHERE undo.undoes = word.key AND undo.state <> 'NOT_DONE')
            """;

    /** The same of an undo: those of older effects go on at once, and cannot be taken back. */
    private static final String LAST_WORD_OF_UNDO = """
            SELECT split_part(detail, ':', 2) AS verdict FROM effect_event AS word JOIN effect USING (key) JOIN saga ON saga.id = effect.saga
            WHERE word.key = ? AND word.actor IS NOT NULL AND word.detail LIKE 'decided: %' AND saga.ended_at IS NULL
              AND NOT EXISTS (SELECT FROM effect_event AS later JOIN effect AS any_of_run ON any_of_run.key = later.key
                              WHERE any_of_run.saga = effect.saga AND later.id > word.id
                                AND NOT (later.key = effect.undoes AND later.event = 'UNDONE' AND later.actor IS NOT NULL))
            """;

    private Superseding() {}

    /** What somebody decided, where it can be taken back; empty when there is none, or something was built on it. */
    static Optional<String> lastWord(Connection connection, LedgerEntry effect) throws SQLException {
        return Sql.one(
                connection,
                effect.undoes() == null ? LAST_WORD : LAST_WORD_OF_UNDO,
                row -> row.getString("verdict").strip(),
                effect.key().value());
    }

    /** What an undo that did not happen after all had undone stands again. */
    static void takeBack(Connection connection, LedgerEntry effect, Instant now) throws SQLException {
        IdempotencyKey undone = effect.undoes();
        if (undone != null) {
            Sql.update(
                    connection,
                    "UPDATE effect SET state = 'COMPLETED', changed_at = ? WHERE key = ? AND state = 'UNDONE'",
                    now,
                    undone.value());
        }
    }
}

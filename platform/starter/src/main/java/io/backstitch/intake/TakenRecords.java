package io.backstitch.intake;

import io.backstitch.messaging.EngineRecord;
import io.backstitch.messaging.EngineRecordHandler;
import java.sql.Timestamp;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Records which events their runs have taken, as the engine says. */
@Component
class TakenRecords implements EngineRecordHandler {

    /** The record may come before the relay has noted the engine's key: then it is the first that a run of this name has not taken. */
    private static final String TAKE = """
            UPDATE run_event SET taken_at = :at, relayed_at = coalesce(relayed_at, :at), message_key = :key, dead_at = NULL
            WHERE id = (SELECT id FROM run_event
                        WHERE run = :run AND message = :message AND taken_at IS NULL AND (message_key = :key OR message_key IS NULL)
                        ORDER BY message_key NULLS LAST, seq LIMIT 1)
              AND NOT EXISTS (SELECT FROM run_event known WHERE known.message_key = :key AND known.taken_at IS NOT NULL)
            RETURNING id
            """;

    private final JdbcClient jdbc;
    private final ObjectProvider<UndeliveredListener> listeners;

    TakenRecords(JdbcClient jdbc, ObjectProvider<UndeliveredListener> listeners) {
        this.jdbc = jdbc;
        this.listeners = listeners;
    }

    @Override
    public String valueType() {
        return "PROCESS_MESSAGE_SUBSCRIPTION";
    }

    @Override
    public void handle(EngineRecord record) {
        if (record.intent().equals("CORRELATED")) {
            jdbc.sql(TAKE)
                    .param("key", record.number("messageKey"))
                    .param("run", record.text("correlationKey"))
                    .param("message", record.text("messageName"))
                    .param("at", Timestamp.from(record.timestamp()))
                    .query(String.class)
                    .list()
                    .forEach(id -> listeners.forEach(listener -> listener.taken(id)));
        }
    }
}

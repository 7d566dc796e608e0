package io.backstitch.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Hands the engine's records to those who are interested, each in a transaction of its own. Started by {@link KafkaPresence}. */
@Component
class EngineRecordListener {

    private final List<EngineRecordHandler> handlers;
    private final TransactionTemplate transaction;
    private final JsonMapper json;

    EngineRecordListener(List<EngineRecordHandler> handlers, TransactionTemplate transaction, JsonMapper json) {
        this.handlers = handlers;
        this.transaction = transaction;
        this.json = json;
    }

    @KafkaListener(
            id = "engine-records",
            idIsGroup = false,
            topics = "${backstitch.kafka.engine-records-topic}",
            autoStartup = "false")
    void take(ConsumerRecord<String, String> message) {
        List<EngineRecordHandler> interested = interestedIn(message.headers().lastHeader("valueType"));
        if (!interested.isEmpty()) {
            EngineRecord record = EngineRecord.read(message, json);
            transaction.executeWithoutResult(status -> interested.forEach(handler -> handler.handle(record)));
        }
    }

    private List<EngineRecordHandler> interestedIn(@Nullable Header valueType) {
        String type = valueType == null ? "" : new String(valueType.value(), UTF_8);
        return handlers.stream()
                .filter(handler -> handler.valueType().equals(type))
                .toList();
    }
}

package io.backstitch.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.support.KafkaUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Hands the engine's records to those who are interested, each once and in a transaction of its own. Started by {@link KafkaPresence}.
 */
@Component
class EngineRecordListener {

    private static final Logger log = LoggerFactory.getLogger(EngineRecordListener.class);

    private final List<EngineRecordHandler> handlers;
    private final RecordPositions positions;
    private final TransactionTemplate transaction;
    private final JsonMapper json;

    EngineRecordListener(
            List<EngineRecordHandler> handlers,
            RecordPositions positions,
            TransactionTemplate transaction,
            JsonMapper json) {
        this.handlers = handlers;
        this.positions = positions;
        this.transaction = transaction;
        this.json = json;
    }

    @KafkaListener(
            id = EngineRecords.READER,
            idIsGroup = false,
            topics = "${backstitch.kafka.engine-records-topic}",
            autoStartup = "false")
    void take(ConsumerRecord<String, String> message) {
        List<EngineRecordHandler> interested = interestedIn(message.headers().lastHeader("valueType"));
        if (!interested.isEmpty()) {
            EngineRecord record = EngineRecord.read(message, json);
            int generation = EngineRecords.generation(KafkaUtils.getConsumerGroupId());
            transaction.executeWithoutResult(status -> hand(record, generation, interested));
        }
    }

    private void hand(EngineRecord record, int generation, List<EngineRecordHandler> interested) {
        switch (positions.take(generation, record)) {
            case NEW -> interested.forEach(handler -> handler.handle(record));
            case RESTORED ->
                interested.stream()
                        .filter(RebuildableRecords.class::isInstance)
                        .map(RebuildableRecords.class::cast)
                        .forEach(handler -> handler.restore(record));
            case PASSED -> log.debug("Record {} of partition {} comes again", record.position(), record.partition());
        }
    }

    private List<EngineRecordHandler> interestedIn(@Nullable Header valueType) {
        String type = valueType == null ? "" : new String(valueType.value(), UTF_8);
        return handlers.stream()
                .filter(handler -> handler.valueType().equals(type))
                .toList();
    }
}

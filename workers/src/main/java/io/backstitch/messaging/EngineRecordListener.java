package io.backstitch.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.support.KafkaUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Hands the engine's records to those who are interested, each once. Started by {@link KafkaPresence}.
 *
 * <ol>
 *   <li>What one poll brings is handled in one transaction.
 *   <li>When that fails, nothing of it is kept, and each record is handled in a transaction of its own: one that cannot be read is
 *       skipped; at one that fails otherwise it ends, those before it are done, and this one comes again until it is handled, with those
 *       behind it.
 * </ol>
 */
@Component
class EngineRecordListener {

    private static final Logger log = LoggerFactory.getLogger(EngineRecordListener.class);

    private final List<EngineRecordHandler> handlers;
    private final List<RecordView> views;
    private final RecordPositions positions;
    private final TransactionTemplate transaction;
    private final JsonMapper json;

    EngineRecordListener(
            List<EngineRecordHandler> handlers,
            ObjectProvider<RecordView> views,
            RecordPositions positions,
            TransactionTemplate transaction,
            JsonMapper json) {
        this.handlers = handlers;
        this.views = views.orderedStream().toList();
        this.positions = positions;
        this.transaction = transaction;
        this.json = json;
    }

    @KafkaListener(
            id = EngineRecords.READER,
            idIsGroup = false,
            topics = "${backstitch.kafka.engine-records-topic}",
            batch = "true",
            // Kafka answers when there is something worth a transaction, or after a moment.
            properties = {"fetch.min.bytes=65536", "fetch.max.wait.ms=100"},
            autoStartup = "false")
    void take(List<ConsumerRecord<String, String>> messages) {
        int generation = EngineRecords.generation(KafkaUtils.getConsumerGroupId());
        List<ConsumerRecord<String, String>> interesting =
                messages.stream().filter(this::isInteresting).toList();
        try {
            handle(interesting, generation);
        } catch (RuntimeException oneOfThem) {
            log.debug("{} records are handled one by one", interesting.size(), oneOfThem);
            interesting.forEach(message -> handleAlone(message, generation));
        }
    }

    private void handleAlone(ConsumerRecord<String, String> message, int generation) {
        try {
            handle(List.of(message), generation);
        } catch (UnreadableRecord e) {
            log.error(
                    "A record of the engine cannot be read and is skipped: {}-{}@{}",
                    message.topic(),
                    message.partition(),
                    message.offset(),
                    e);
        } catch (RuntimeException e) {
            throw new BatchListenerFailedException("A record of the engine is not handled yet", e, message);
        }
    }

    private void handle(List<ConsumerRecord<String, String>> messages, int generation) {
        List<EngineRecord> records = messages.stream()
                .map(message -> EngineRecord.read(message, json))
                .toList();
        if (!records.isEmpty()) {
            transaction.executeWithoutResult(status -> hand(records, generation));
        }
    }

    private void hand(List<EngineRecord> records, int generation) {
        List<RecordPositions.Place> places = positions.take(generation, records);
        List<EngineRecord> once = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            EngineRecord record = records.get(i);
            if (places.get(i) == RecordPositions.Place.PASSED) {
                log.debug("Record {} of partition {} comes again", record.position(), record.partition());
            } else {
                hand(record, places.get(i));
                once.add(record);
            }
        }
        views.forEach(view -> show(view, once));
    }

    private void hand(EngineRecord record, RecordPositions.Place place) {
        for (EngineRecordHandler handler : handlers) {
            if (handler.valueType().equals(record.valueType())) {
                if (place == RecordPositions.Place.NEW) {
                    handler.handle(record);
                } else if (handler instanceof RebuildableRecords rebuildable) {
                    rebuildable.restore(record);
                }
            }
        }
    }

    private static void show(RecordView view, List<EngineRecord> records) {
        List<EngineRecord> seen = records.stream()
                .filter(record -> view.valueTypes().contains(record.valueType()))
                .toList();
        if (!seen.isEmpty()) {
            view.take(seen);
        }
    }

    private boolean isInteresting(ConsumerRecord<String, String> message) {
        var header = message.headers().lastHeader("valueType");
        String type = header == null ? "" : new String(header.value(), UTF_8);
        return handlers.stream().anyMatch(handler -> handler.valueType().equals(type))
                || views.stream().anyMatch(view -> view.valueTypes().contains(type));
    }
}

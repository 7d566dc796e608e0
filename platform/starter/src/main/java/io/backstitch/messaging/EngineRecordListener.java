package io.backstitch.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.backstitch.database.DataErrors;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.ConsumerSeekAware;
import org.springframework.kafka.support.KafkaUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Hands the engine's records to those who are interested, each once. Started by {@link KafkaPresence}.
 *
 * <ol>
 *   <li>What is not the engine's is {@linkplain RecordsGate refused}.
 *   <li>What one poll brings is handled in one transaction.
 *   <li>When that fails, nothing of it is kept, and each record is handled in a transaction of its own: one that can never be handled is
 *       {@linkplain RecordsAside put aside}; at one that fails otherwise it ends, those before it are done, and this one comes again, with
 *       those behind it. It is put aside, too, when it has failed for a while for a reason that nobody has thought of.
 * </ol>
 */
@Component
class EngineRecordListener implements ConsumerSeekAware {

    private static final Logger log = LoggerFactory.getLogger(EngineRecordListener.class);

    private final List<EngineRecordHandler> handlers;
    private final List<RecordView> views;
    private final RecordsGate gate;
    private final RecordPositions positions;
    private final RecordsAside aside;
    private final TransactionTemplate transaction;
    private final JsonMapper json;
    private final FailingRecord failing;

    EngineRecordListener(
            List<EngineRecordHandler> handlers,
            ObjectProvider<RecordView> views,
            RecordsGate gate,
            RecordPositions positions,
            RecordsAside aside,
            TransactionTemplate transaction,
            JsonMapper json,
            Clock clock) {
        this.handlers = handlers;
        this.views = views.orderedStream().toList();
        this.gate = gate;
        this.positions = positions;
        this.aside = aside;
        this.failing = new FailingRecord(clock);
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
                gate.letIn(messages).stream().filter(this::isInteresting).toList();
        try {
            handle(interesting, generation);
        } catch (RuntimeException oneOfThem) {
            log.debug("{} records are handled one by one", interesting.size(), oneOfThem);
            interesting.forEach(message -> handleAlone(message, generation));
        }
    }

    /** Others may have read meanwhile, or all is read anew. */
    @Override
    public void onPartitionsAssigned(Map<TopicPartition, Long> assigned, ConsumerSeekCallback ignored) {
        gate.beginAnew();
    }

    private void handleAlone(ConsumerRecord<String, String> message, int generation) {
        try {
            handle(List.of(message), generation);
        } catch (UnreadableRecord e) {
            putAside(
                    message,
                    generation,
                    "it is no record of an engine, or one that this version does not know: " + e.getMessage());
        } catch (RuntimeException e) {
            Optional<String> fault = DataErrors.of(e).or(() -> failing.failed(message, e));
            if (fault.isEmpty()) {
                throw new BatchListenerFailedException("A record of the engine is not handled yet", e, message);
            }
            log.debug("What made a record of the engine be put aside", e);
            putAside(message, generation, fault.get());
        }
    }

    private void putAside(ConsumerRecord<String, String> message, int generation, String why) {
        transaction.executeWithoutResult(status -> {
            EngineRecord record = readable(message);
            aside.put(message, record, why, gate.isProven(message));
            if (record != null && places(generation, List.of(record)).getFirst() != RecordPositions.Place.PASSED) {
                handlers.stream()
                        .filter(handler -> handler.valueType().equals(record.valueType()))
                        .forEach(handler -> handler.cannotTake(record));
            }
        });
    }

    private @Nullable EngineRecord readable(ConsumerRecord<String, String> message) {
        try {
            return EngineRecord.read(message, json);
        } catch (UnreadableRecord e) {
            return EngineRecord.readFlat(message).orElse(null);
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
        List<RecordPositions.Place> places = places(generation, records);
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

    /** When the first of a partition is read again, what was made of it and of those behind it goes before. */
    private List<RecordPositions.Place> places(int generation, List<EngineRecord> records) {
        RecordPositions.Taken taken = positions.take(generation, records);
        taken.beginnings().forEach(this::forget);
        return taken.places();
    }

    private void forget(TopicBeginning beginning) {
        log.info(
                "What the engine's partition {} told since {} is made anew; what is older than its topic is kept",
                beginning.partition(),
                beginning.at());
        for (EngineRecordHandler handler : handlers) {
            if (handler instanceof RebuildableRecords rebuildable) {
                rebuildable.forget(beginning);
            }
        }
        views.forEach(view -> view.forget(beginning));
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

package io.backstitch.exporter;

import io.camunda.zeebe.protocol.record.Record;
import io.camunda.zeebe.protocol.record.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * One record of the engine on its way to Kafka, as bytes: the engine uses its objects again as soon as it is told that one was
 * exported.
 *
 * <p>On the wire: the key is the number of the engine's partition, so that the order within it is kept; the value is the record as
 * the engine writes it in JSON, as a rule without its variables; headers {@code valueType}, {@code intent}, {@code position},
 * {@code partition} let a consumer choose and deduplicate without reading it. The header {@code previous} has the position of the one
 * that was sent before it from this partition, so that a consumer sees when one is missing; {@link #NONE_BEFORE} when that is not known.
 *
 * @param position where the record stands in the log of its partition
 */
record Message(long position, ProducerRecord<byte[], byte[]> content) {

    static final long NONE_BEFORE = -1;
    /** The headers that are signed, in this order. */
    static final List<String> SIGNED = List.of("partition", "position", "previous", "valueType", "intent");

    static Message of(Record<?> record, long previous, ExporterSettings settings) {
        String json = record.toJson();
        String kept = kept(json, record.getValueType(), settings);
        String partition = String.valueOf(record.getPartitionId());
        ProducerRecord<byte[], byte[]> content =
                new ProducerRecord<>(settings.topic(), null, record.getTimestamp(), utf8(partition), utf8(kept));
        content.headers()
                .add("valueType", utf8(record.getValueType().name()))
                .add("intent", utf8(record.getIntent().name()))
                .add("position", utf8(String.valueOf(record.getPosition())))
                .add("previous", utf8(String.valueOf(previous)))
                .add("partition", utf8(partition));
        return new Message(record.getPosition(), content);
    }

    /** What somebody changes in the engine is on record by its names. */
    private static String kept(String json, ValueType type, ExporterSettings settings) {
        if (settings.variables().contains(type)) {
            return json;
        }
        return switch (type) {
            case VARIABLE_DOCUMENT, PROCESS_INSTANCE_MODIFICATION -> Variables.namesOnly(json);
            default -> Variables.without(json);
        };
    }

    int bytes() {
        return content.value().length;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package io.backstitch.exporter;

import io.camunda.zeebe.exporter.api.Exporter;
import io.camunda.zeebe.exporter.api.context.Context;
import io.camunda.zeebe.exporter.api.context.Controller;
import io.camunda.zeebe.protocol.record.Record;
import io.camunda.zeebe.protocol.record.RecordType;
import io.camunda.zeebe.protocol.record.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Sends the engine's events to a Kafka topic. The broker loads it from our jar and has one object of it for each partition that it leads.
 *
 * <p>The guarantee: every event of the chosen types arrives at least once, those of one partition in their order. The position that the
 * engine keeps for us moves only when Kafka has acknowledged everything up to there, so that after a crash, a restart or a change of the
 * leader the engine begins behind the last acknowledged one: (partition, position) tells a repeat.
 *
 * <p>While Kafka is away the engine runs on. Records wait in memory up to a bound; when it is reached the engine is told to come again
 * with its record, which holds up the other exporters of the partition (and so what Tasklist and Operate show), and its log grows until
 * Kafka is back.
 *
 * <p>With a key each message is {@linkplain Signer signed}. It also names the one before it: which that was is kept by the engine beside
 * the position, so that no restart makes a gap.
 *
 * <p>The topic is made here, by its only writer, so that nothing is ever deleted from it: see {@link RecordsTopic}.
 */
public final class KafkaExporter implements Exporter {

    private final Function<String, @Nullable String> environment;
    private @Nullable ExporterSettings settings;
    private @Nullable Logger log;
    private int partition;
    private @Nullable Outgoing outgoing;
    private @Nullable OrderedSender sender;
    private Optional<Signer> signer = Optional.empty();
    private long previous = Message.NONE_BEFORE;

    /** For the broker, which creates its exporters by their class names. */
    public KafkaExporter() {
        this(System::getenv);
    }

    KafkaExporter(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    /** Also called once when the broker starts, to find mistakes in its configuration; the object is then thrown away. */
    @Override
    public void configure(Context context) {
        ExporterSettings configured =
                ExporterSettings.of(context.getConfiguration().getArguments());
        settings = configured;
        log = context.getLogger();
        partition = context.getPartitionId();
        signer = Signer.of(environment);
        context.setFilter(new EventsOf(configured.valueTypes()));
    }

    @Override
    public void open(Controller controller) {
        ExporterSettings configured = configured(settings);
        Logger logger = configured(log);
        String name = "backstitch-exporter-" + partition;
        ProducerSettings producer = new ProducerSettings(configured, name);
        RecordsTopic topic = new RecordsTopic(configured, name, logger);
        outgoing = new Outgoing(configured.bufferBytes());
        previous = controller.readMetadata().map(KafkaExporter::position).orElse(Message.NONE_BEFORE);
        sender = new OrderedSender(
                name,
                () -> {
                    topic.ensure();
                    return new KafkaProducer<>(producer.all(), new ByteArraySerializer(), new ByteArraySerializer());
                },
                signer.<Envelope>map(it -> it).orElse(Envelope.NONE),
                outgoing,
                position -> controller.updateLastExportedRecordPosition(position, metadata(position)),
                logger);
        logger.info(
                "Sends {} of partition {} to topic {} at {}",
                configured.valueTypes(),
                partition,
                configured.topic(),
                configured.bootstrapServers());
        tellWhetherSigned(logger);
    }

    private void tellWhetherSigned(Logger logger) {
        signer.ifPresentOrElse(
                it -> logger.info("What is sent of partition {} is signed with the key {}", partition, it.id()),
                () -> logger.warn(
                        "What is sent of partition {} is not signed: whoever may write to the topic can forge what the engine says, approvals too."
                                + " Set {} for the brokers, and then BACKSTITCH_RECORDS_KEYS for the application",
                        partition,
                        Signer.VARIABLE));
    }

    @Override
    public void export(Record<?> record) {
        if (!new Interest(configured(settings).elements()).isIn(record)) {
            // Passed over: our position moves past it with the next one that is sent.
            return;
        }
        Message message = Message.of(record, previous, configured(settings));
        Outgoing queue = configured(outgoing);
        if (!queue.offer(message)) {
            throw new KafkaIsAway(queue.size());
        }
        previous = message.position();
    }

    private static byte[] metadata(long position) {
        return String.valueOf(position).getBytes(StandardCharsets.US_ASCII);
    }

    private static long position(byte[] metadata) {
        String kept = new String(metadata, StandardCharsets.US_ASCII);
        return kept.matches("\\d{1,18}") ? Long.parseLong(kept) : Message.NONE_BEFORE;
    }

    @Override
    public void close() {
        OrderedSender opened = sender;
        if (opened != null) {
            opened.close();
            sender = null;
        }
    }

    private static <T> T configured(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("The broker configures and opens an exporter before it uses it");
        }
        return value;
    }

    /** Nothing else reaches {@link #export}; for the rest the engine moves our position by itself. */
    private record EventsOf(Set<ValueType> valueTypes) implements Context.RecordFilter {
        @Override
        public boolean acceptType(RecordType type) {
            return type == RecordType.EVENT;
        }

        @Override
        public boolean acceptValue(ValueType type) {
            return valueTypes.contains(type);
        }
    }
}

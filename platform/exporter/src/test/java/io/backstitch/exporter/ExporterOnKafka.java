package io.backstitch.exporter;

import static org.awaitility.Awaitility.await;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.RunningStack;
import io.camunda.zeebe.exporter.test.ExporterTestConfiguration;
import io.camunda.zeebe.exporter.test.ExporterTestContext;
import io.camunda.zeebe.exporter.test.ExporterTestController;
import io.camunda.zeebe.protocol.record.Record;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The exporter between a broker's two sides, as its makers play them to us, and a real Kafka: with a topic of its own. */
final class ExporterOnKafka implements AutoCloseable {

    final String topic = "test." + UUID.randomUUID();
    final ExporterTestContext context = new ExporterTestContext();
    private final ExporterTestController controller = new ExporterTestController();
    private final RunningStack stack;
    private final Map<String, String> environment;
    private KafkaExporter exporter;

    ExporterOnKafka(RunningStack stack) {
        this(stack, Map.of());
    }

    /** @param environment of the broker */
    ExporterOnKafka(RunningStack stack, Map<String, String> environment) {
        this.stack = stack;
        this.environment = environment;
        this.exporter = new KafkaExporter(environment::get);
    }

    void open() {
        open(Map.of());
    }

    void open(Map<String, Object> more) {
        Map<String, Object> arguments = new HashMap<>(more);
        arguments.put("bootstrapServers", stack.url(Part.KAFKA));
        arguments.put("topic", topic);
        context.setConfiguration(new ExporterTestConfiguration<>("kafka", arguments, ignored -> ""));
        exporter.configure(context);
        exporter.open(controller);
    }

    /** As after a crash or on another leader. */
    void openAgain() {
        exporter.close();
        exporter = new KafkaExporter(environment::get);
        open();
    }

    void export(List<Record<?>> records) {
        records.forEach(this::export);
    }

    void export(Record<?> record) {
        exporter.export(record);
    }

    /** What it has acknowledged to the engine. */
    long position() {
        return controller.getPosition();
    }

    void awaitPosition(long position) {
        await("what is acknowledged").until(this::position, it -> it == position);
    }

    /** All that came to the topic. */
    TopicReader read() {
        return new TopicReader(stack, topic);
    }

    /** The positions of these of {@link TestRecords#incidents}. */
    static List<Long> positions(long from, long to) {
        return TestRecords.incidents(from, to).stream().map(Record::getPosition).toList();
    }

    @Override
    public void close() {
        exporter.close();
    }
}

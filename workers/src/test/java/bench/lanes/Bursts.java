package bench.lanes;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.RunningStack;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Requests of a burst come in by a topic, as those of a real one would come in by a door. */
final class Bursts implements AutoCloseable {

    static final String TOPIC = "bench.bursts";
    private static final int PARTITIONS = 8;

    private final KafkaProducer<String, String> producer;
    private final JdbcClient database;
    private final AtomicLong numbers = new AtomicLong();

    Bursts(RunningStack stack) throws ExecutionException, InterruptedException {
        String kafka = stack.url(Part.KAFKA);
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
        producer = new KafkaProducer<>(
                // What the sender itself costs is not what is measured.
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka, ProducerConfig.LINGER_MS_CONFIG, 200),
                new StringSerializer(),
                new StringSerializer());
        database =
                JdbcClient.create(new DriverManagerDataSource(stack.jdbcUrl(), stack.jdbcUser(), stack.jdbcPassword()));
    }

    /** Asks for one run. */
    void ask(LaneModel model) {
        long number = numbers.incrementAndGet();
        ProducerRecord<String, String> event =
                new ProducerRecord<>(TOPIC, "burst-" + number, "{\"number\": \"%d\"}".formatted(number));
        header(event, "content-type", "application/json");
        header(event, "ce_specversion", "1.0");
        header(event, "ce_id", "burst-" + number);
        header(event, "ce_source", "/bench");
        header(event, "ce_type", model.message());
        var unused = producer.send(event);
    }

    private static void header(ProducerRecord<String, String> event, String name, String value) {
        event.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** How the runs stand that were asked for: accepted, handed to the engine, ended. */
    String stand() {
        return database.sql("""
                        SELECT count(*) || ' accepted, ' || count(relayed_at) || ' started, ' || count(ended_at) || ' ended'
                        FROM run JOIN saga ON saga.id = run.process || '/' || run.id WHERE dead_at IS NULL
                        """).query(String.class).single();
    }

    /** Those that still wait are forgotten: the next phase has a burst of its own. */
    void forget() {
        database.sql("UPDATE run SET dead_at = now() WHERE dead_at IS NULL").update();
    }

    @Override
    public void close() {
        producer.close();
    }
}

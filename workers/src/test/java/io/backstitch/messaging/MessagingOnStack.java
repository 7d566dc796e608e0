package io.backstitch.messaging;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.RunningStack;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** This package alone, as the application has it, on the real database and the real Kafka. */
final class MessagingOnStack implements AutoCloseable {

    @EnableAutoConfiguration
    @ComponentScan
    @EnableConfigurationProperties({KafkaSettings.class, RecordsSettings.class, IncidentSettings.class})
    static class Messaging {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }

    private final ConfigurableApplicationContext application;

    MessagingOnStack(RunningStack stack, Map<String, String> more, RecordedIncidents listener) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "spring.datasource.url",
                stack.jdbcUrl(),
                "spring.datasource.username",
                stack.jdbcUser(),
                "spring.datasource.password",
                stack.jdbcPassword(),
                "spring.datasource.hikari.maximum-pool-size",
                "10",
                "spring.kafka.bootstrap-servers",
                stack.url(Part.KAFKA),
                // Not those of the application on this stack: it would get what is for this one, and the other way
                // round.
                "spring.kafka.consumer.group-id",
                "test-" + UUID.randomUUID(),
                "backstitch.kafka.engine-records-topic",
                "test." + UUID.randomUUID(),
                // What the rest of the application would add.
                "camunda.client.enabled",
                "false",
                "management.endpoint.health.validate-group-membership",
                "false"));
        settings.putAll(more);
        application = new SpringApplicationBuilder(Messaging.class)
                .properties("backstitch.enabled=false")
                .web(WebApplicationType.NONE)
                .initializers(context -> context.getBeanFactory().registerSingleton("recordedIncidents", listener))
                .run(settings.entrySet().stream()
                        .map(setting -> "--%s=%s".formatted(setting.getKey(), setting.getValue()))
                        .toArray(String[]::new));
    }

    <T> T get(Class<T> type) {
        return application.getBean(type);
    }

    /** Returns when Kafka has it. */
    void send(ProducerRecord<String, String> message) {
        get(kafkaTemplate()).send(message).join();
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Class<KafkaTemplate<String, String>> kafkaTemplate() {
        return (Class) KafkaTemplate.class;
    }

    /** In a transaction that is rolled back when the action throws. */
    void inTransaction(Consumer<DomainEvents> action) {
        get(TransactionTemplate.class).executeWithoutResult(status -> action.accept(get(DomainEvents.class)));
    }

    /** Those of one subject. */
    long eventsThatWait(String subject) {
        return get(JdbcClient.class)
                .sql("SELECT count(*) FROM event_publication WHERE position(? IN serialized_event) > 0")
                .param(subject)
                .query(Long.class)
                .single();
    }

    /** The key of the incident that holds up this job. */
    Optional<Long> openIncidentOf(long job) {
        return get(JdbcClient.class)
                .sql("SELECT incident_key FROM incident WHERE job_key = ? AND resolved_at IS NULL")
                .param(job)
                .query(Long.class)
                .optional();
    }

    /** All that is on record about an incident. */
    Map<String, @Nullable Object> incident(long key) {
        return get(JdbcClient.class)
                .sql("SELECT * FROM incident WHERE incident_key = ?")
                .param(key)
                .query()
                .singleRow();
    }

    /** All that is on record about these, in the order of their keys. */
    List<Map<String, @Nullable Object>> incidents(Long... keys) {
        return get(JdbcClient.class)
                .sql("SELECT * FROM incident WHERE incident_key IN (:keys) ORDER BY incident_key")
                .param("keys", List.of(keys))
                .query()
                .listOfRows();
    }

    /** As if it had never been noticed. */
    void forgetIncident(long key) {
        get(JdbcClient.class)
                .sql("DELETE FROM incident WHERE incident_key = ?")
                .param(key)
                .update();
    }

    /** As if its handler had been wrong. */
    void spoilIncident(long key) {
        get(JdbcClient.class)
                .sql("UPDATE incident SET element = 'wrong' WHERE incident_key = ?")
                .param(key)
                .update();
    }

    /** As Kafka does with what is too old. */
    void deleteFromTopic(String topic, long before) {
        try (Admin admin = Admin.create(get(KafkaAdmin.class).getConfigurationProperties())) {
            admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(before)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void rebuildRecords() {
        get(TransactionTemplate.class)
                .executeWithoutResult(status -> get(EngineRecords.class).rebuild());
    }

    @Override
    public void close() {
        application.close();
    }
}

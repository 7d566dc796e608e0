package io.backstitch.auditlog;

import static org.awaitility.Awaitility.await;

import io.backstitch.audit.Draft;
import io.backstitch.audit.Entry;
import io.backstitch.audit.SigningKey;
import io.backstitch.messaging.DomainEvents;
import io.backstitch.stack.junit.RunningStack;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The audit of a tenant of its own, as the application has it, on the real database; nobody takes the events. */
final class AuditOnDatabase implements AutoCloseable {

    private static final AtomicLong TENANTS = new AtomicLong(System.nanoTime());

    @EnableAutoConfiguration
    @ComponentScan(basePackageClasses = {DomainEvents.class, AuditLog.class})
    @ComponentScan(
            basePackages = "io.backstitch.approval",
            useDefaultFilters = false,
            includeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = KeptBeside.class))
    @ConfigurationPropertiesScan(basePackageClasses = {DomainEvents.class, AuditLog.class})
    static class Audit {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }

    final SigningKey key = SigningKey.generate();
    final String tenant = "test-" + TENANTS.incrementAndGet();
    private final ConfigurableApplicationContext application;

    AuditOnDatabase(RunningStack stack, Map<String, String> more) {
        this(stack, more, WebApplicationType.NONE, Audit.class);
    }

    /** With more of the application around it. */
    AuditOnDatabase(RunningStack stack, Map<String, String> more, WebApplicationType web, Class<?>... parts) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "spring.datasource.url",
                stack.jdbcUrl(),
                "spring.datasource.username",
                stack.jdbcUser(),
                "spring.datasource.password",
                stack.jdbcPassword(),
                "spring.datasource.hikari.maximum-pool-size",
                "20",
                "spring.kafka.bootstrap-servers",
                "localhost:1",
                "camunda.client.enabled",
                "false",
                "management.endpoint.health.validate-group-membership",
                "false",
                "backstitch.audit.tenant",
                tenant,
                "backstitch.audit.signing-key",
                key.base64()));
        settings.putAll(more);
        application = new SpringApplicationBuilder(parts)
                .properties("backstitch.enabled=false")
                .web(web)
                .run(settings.entrySet().stream()
                        .map(setting -> "--%s=%s".formatted(setting.getKey(), setting.getValue()))
                        .toArray(String[]::new));
    }

    /** Where it answers. */
    URI address() {
        return URI.create("http://localhost:" + application.getEnvironment().getRequiredProperty("local.server.port"));
    }

    <T> T get(Class<T> type) {
        return application.getBean(type);
    }

    /** A decision in a transaction of its own. */
    void append(String run) {
        inTransaction(() -> get(AuditLog.class).append(draft(run)));
    }

    static Draft draft(String run) {
        return new Draft(Clock.systemUTC().instant(), "operator.run-cancelled", run, "{\"amount\":7}");
    }

    void inTransaction(Runnable work) {
        get(TransactionTemplate.class).executeWithoutResult(transaction -> work.run());
    }

    /** Undoes all that the work did. */
    void inRolledBackTransaction(Runnable work) {
        get(TransactionTemplate.class).executeWithoutResult(transaction -> {
            work.run();
            transaction.setRollbackOnly();
        });
    }

    /** The numbers of the entries, in their order. */
    List<Long> numbers() {
        return entries().stream().map(Entry::seq).toList();
    }

    /** All that is on record. */
    List<Entry> entries() {
        get(Sequencer.class).catchUp();
        return sql("SELECT canonical FROM audit_entry WHERE tenant = ? ORDER BY seq")
                .param(tenant)
                .query((row, number) -> Entry.read(row.getBytes("canonical")))
                .list();
    }

    /** Until a checkpoint covers all that is on record. */
    void signed() {
        get(Sequencer.class).catchUp();
        await().until(() -> {
            get(Checkpoints.class).sign();
            return get(StoredCheckpoints.class).lastSize()
                    == get(Heads.class).find().orElseThrow().head().seq();
        });
    }

    /** With all triggers off, as only the owner of the table or a superuser can have it. */
    void tamper(Runnable change) {
        inTransaction(() -> {
            sql("ALTER TABLE audit_entry DISABLE TRIGGER ALL").update();
            change.run();
            sql("ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_stays")
                    .update();
        });
    }

    JdbcClient.StatementSpec sql(String statement) {
        return get(JdbcClient.class).sql(statement);
    }

    @Override
    public void close() {
        application.close();
    }
}

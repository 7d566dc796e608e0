package io.backstitch.job;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.backstitch.compensation.Decisions;
import io.backstitch.compensation.Instances;
import io.backstitch.compensation.Ledger;
import io.backstitch.compensation.Sagas;
import io.camunda.client.jobhandling.CamundaClientExecutorService;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Joins the saga kernel to Spring. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class KernelConfiguration {

    private static final Duration HEARTBEAT_PATIENCE = Duration.ofSeconds(2);

    @Bean
    InstanceId instanceId() {
        return InstanceId.ofThisProcess();
    }

    /** On a connection of its own: it must beat also when the pool is used up. */
    @Bean
    Instances instances(HikariDataSource dataSource, InstanceId id) {
        HikariConfig own = new HikariConfig();
        dataSource.copyStateTo(own);
        own.setPoolName("heartbeat");
        own.setMaximumPoolSize(1);
        own.setMinimumIdle(1);
        own.setConnectionTimeout(HEARTBEAT_PATIENCE.toMillis());
        return new Instances(new HikariDataSource(own), id.value(), Heartbeat.SILENCE);
    }

    @Bean
    Ledger ledger(DataSource dataSource, Clock clock, InstanceId id) {
        return new Ledger(dataSource, clock, id.value());
    }

    @Bean
    Sagas sagas(DataSource dataSource, Clock clock) {
        return new Sagas(dataSource, clock);
    }

    @Bean
    Decisions decisions(DataSource dataSource, Clock clock) {
        return new Decisions(dataSource, clock);
    }

    /** Jitter: a test sets its own, seeded. */
    @Bean
    @ConditionalOnMissingBean
    RandomGenerator jitter() {
        return RandomGenerator.getDefault();
    }

    /** Of read-only workers, which come with Camunda's own annotation; the others belong to lanes. */
    @Bean
    CamundaClientExecutorService workerThreads() {
        ScheduledExecutorService scheduling = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("camunda-client").factory());
        return new CamundaClientExecutorService(scheduling, true, Executors.newVirtualThreadPerTaskExecutor(), true);
    }
}

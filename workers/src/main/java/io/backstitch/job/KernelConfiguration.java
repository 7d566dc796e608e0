package io.backstitch.job;

import io.backstitch.compensation.EffectRunner;
import io.backstitch.compensation.Ledger;
import io.backstitch.compensation.Sagas;
import io.backstitch.compensation.Unwinding;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Joins the saga kernel to Spring. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class KernelConfiguration {

    @Bean
    Ledger ledger(DataSource dataSource, Clock clock) {
        return new Ledger(
                dataSource, clock, ManagementFactory.getRuntimeMXBean().getName());
    }

    @Bean
    Sagas sagas(DataSource dataSource, Clock clock) {
        return new Sagas(dataSource, clock);
    }

    @Bean
    Unwinding unwinding(
            Ledger ledger, Sagas sagas, EffectCatalogue catalogue, Failures failures, RetrySettings retries) {
        RetryPolicy longest = retries.policy(KernelConfiguration.class, "external-api");
        return new Unwinding(ledger, sagas, catalogue.definitions(), failures, longest.timeLimit());
    }

    @Bean
    EffectRunner effectRunner(Ledger ledger, Failures failures, Unwinding unwinding) {
        return new EffectRunner(ledger, failures, unwinding);
    }
}

package io.backstitch;

import io.backstitch.compensation.Decisions;
import io.backstitch.compensation.Ledger;
import io.backstitch.compensation.Sagas;
import io.backstitch.job.GivenReceipts;
import io.backstitch.job.NoWorkers;
import io.camunda.client.CamundaClient;
import java.net.URI;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;

/** The kernel, for tests that start some beans on a database, and an engine where nobody is: who asks it fails. To be imported. */
public class KernelOnDatabase {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Sagas sagas(DataSource dataSource, Clock clock) {
        return new Sagas(dataSource, clock);
    }

    @Bean
    Ledger ledger(DataSource dataSource, Clock clock) {
        return new Ledger(dataSource, clock, "test");
    }

    @Bean
    Decisions decisions(DataSource dataSource, Clock clock) {
        return new Decisions(dataSource, clock);
    }

    @Bean
    GivenReceipts receipts() {
        return NoWorkers.receipts();
    }

    @Bean
    CamundaClient engine() {
        return CamundaClient.newClientBuilder()
                .grpcAddress(URI.create("http://localhost:1"))
                .preferRestOverGrpc(false)
                .build();
    }
}

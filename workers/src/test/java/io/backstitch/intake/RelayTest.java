package io.backstitch.intake;

import static org.awaitility.Awaitility.await;

import io.camunda.client.CamundaClient;
import java.sql.Connection;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionTemplate;

/** A relay that ends unseen would lose every run that is accepted after it. */
class RelayTest {

    @Test
    void goesOnAfterADatabaseThatDiedInTheMiddleOfATransaction() {
        assertGoesOnAfter(() -> new TransactionSystemException("JDBC rollback failed"));
    }

    @Test
    void goesOnAfterAFailureThatNobodyHasThoughtOf() {
        assertGoesOnAfter(() -> new UnsupportedOperationException("a bug"));
    }

    private static void assertGoesOnAfter(Supplier<RuntimeException> failure) {
        var database = new FailingDatabase(failure);
        var client = CamundaClient.newClient();
        var jdbc = JdbcClient.create(database);
        var transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        var relay = new Relay(
                IntakeWithoutEngine.oneLine(),
                new Relay.Means(
                        new Publications(jdbc, Clock.systemUTC()),
                        new MessagePublisher(client),
                        new Undelivered(
                                jdbc,
                                transaction,
                                new StaticListableBeanFactory().getBeanProvider(UndeliveredListener.class),
                                Clock.systemUTC()),
                        new StartRates(database),
                        transaction,
                        () -> true));
        relay.start();
        try {
            await().until(() -> database.asked.get() > 1);
        } finally {
            relay.stop();
            client.close();
        }
    }

    /** Counts how often it is asked, and fails each time. */
    private static final class FailingDatabase extends AbstractDataSource {
        private final AtomicInteger asked = new AtomicInteger();
        private final Supplier<RuntimeException> failure;

        FailingDatabase(Supplier<RuntimeException> failure) {
            this.failure = failure;
        }

        @Override
        public Connection getConnection() {
            asked.incrementAndGet();
            throw failure.get();
        }

        @Override
        public Connection getConnection(String user, String password) {
            return getConnection();
        }
    }
}

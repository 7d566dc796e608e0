package io.backstitch.workers.onboarding;

import io.backstitch.compensation.Attempt;
import io.backstitch.compensation.Recovery;
import io.backstitch.job.CompensableEffect;
import io.backstitch.job.CompensatedBy;
import io.backstitch.job.EffectWorker;
import io.backstitch.job.WhenExhausted;
import java.sql.Connection;
import java.sql.Timestamp;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Creates the customer in our own database; undone by marking it cancelled: customers are never deleted. */
@EffectWorker(
        jobType = "onboarding.create-customer",
        lane = "system",
        does = "Creates the customer in our database",
        partner = "database",
        recovery = Recovery.IN_TRANSACTION,
        retry = "database-write",
        whenExhausted = WhenExhausted.WAIT_FOR_PERSON)
@CompensatedBy(jobType = "onboarding.cancel-customer", recovery = Recovery.IN_TRANSACTION, retry = "database-write")
class CreateCustomer implements CompensableEffect<CreateCustomer.Request, CreateCustomer.Receipt> {

    record Request(String businessId, String customer, String email, String plan) {}

    record Receipt(String customerId) {}

    private final Clock clock;

    CreateCustomer(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Receipt perform(Request request, Attempt attempt) {
        jdbc(attempt.requireTransaction())
                .sql("INSERT INTO customer (id, name, email, plan, state, created_at) VALUES (?, ?, ?, ?, 'ACTIVE', ?)")
                .params(
                        request.businessId(),
                        request.customer(),
                        request.email(),
                        request.plan(),
                        Timestamp.from(clock.instant()))
                .update();
        return new Receipt(request.businessId());
    }

    @Override
    public void undo(Request request, @Nullable Receipt receipt, Attempt attempt) {
        jdbc(attempt.requireTransaction())
                .sql("UPDATE customer SET state = 'CANCELLED' WHERE id = ?")
                .param(request.businessId())
                .update();
    }

    private static JdbcClient jdbc(Connection connection) {
        return JdbcClient.create(new SingleConnectionDataSource(connection, true));
    }
}

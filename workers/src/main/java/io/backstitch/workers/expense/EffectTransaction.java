package io.backstitch.workers.expense;

import io.backstitch.compensation.Attempt;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** SQL in the transaction in which the kernel records the effect: both happen, or neither. */
final class EffectTransaction {

    private EffectTransaction() {}

    static JdbcClient of(Attempt attempt) {
        return JdbcClient.create(new SingleConnectionDataSource(attempt.requireTransaction(), true));
    }
}

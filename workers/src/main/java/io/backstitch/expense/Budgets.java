package io.backstitch.expense;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What each cost centre may spend. Reports reserve from it; see {@link ReserveBudget}. */
@Component
class Budgets {

    /**
     * One budget.
     *
     * @param granted what may be spent, in minor units; may have become less than what is reserved: then nothing more is
     * @param reserved what reports have taken of it
     */
    record Budget(String costCenter, String currency, long granted, long reserved) {}

    private static final Logger log = LoggerFactory.getLogger(Budgets.class);

    private final JdbcClient jdbc;
    private final Clock clock;

    Budgets(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Sets what may be spent; what is reserved stays. The same again changes nothing. */
    void grant(String costCenter, String currency, long granted, String by) {
        jdbc.sql("""
                        INSERT INTO expense_budget (cost_center, currency, granted, reserved, granted_by, granted_at)
                        VALUES (?, ?, ?, 0, ?, ?)
                        ON CONFLICT (cost_center, currency)
                        DO UPDATE SET granted = excluded.granted, granted_by = excluded.granted_by,
                            granted_at = excluded.granted_at
                        """)
                .params(costCenter, currency, granted, by, Timestamp.from(clock.instant()))
                .update();
        log.info("The budget of {} in {} is now {} minor units", costCenter, currency, granted);
    }

    /** The budgets of a cost centre, one for each currency. */
    List<Budget> of(String costCenter) {
        return jdbc.sql("""
                        SELECT cost_center, currency, granted, reserved FROM expense_budget
                        WHERE cost_center = ? ORDER BY currency
                        """)
                .param(costCenter)
                .query((row, number) -> new Budget(
                        row.getString("cost_center"),
                        row.getString("currency"),
                        row.getLong("granted"),
                        row.getLong("reserved")))
                .list();
    }
}

package io.backstitch.workers.expense;

import io.backstitch.auditlog.Commands;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

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
    private final TransactionTemplate transactions;
    private final Commands audit;
    private final Clock clock;

    Budgets(JdbcClient jdbc, TransactionTemplate transactions, Commands audit, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    /** Sets what may be spent, on record; what is reserved stays. The same again changes nothing. */
    void grant(String costCenter, String currency, long granted, String by) {
        transactions.executeWithoutResult(transaction -> {
            Long before = granted(costCenter, currency);
            if (set(costCenter, currency, granted, by)) {
                Map<String, @Nullable Object> what = new HashMap<>();
                what.put("costCenter", costCenter);
                what.put("currency", currency);
                what.put("granted", granted);
                what.put("before", before);
                audit.record(AuditedExpense.BUDGET_SET, null, by, what);
                log.info("The budget of {} in {} is now {} minor units", costCenter, currency, granted);
            }
        });
    }

    /** Nobody else changes it before this transaction ends. */
    private @Nullable Long granted(String costCenter, String currency) {
        return jdbc.sql("SELECT granted FROM expense_budget WHERE cost_center = ? AND currency = ? FOR UPDATE")
                .params(costCenter, currency)
                .query(Long.class)
                .optional()
                .orElse(null);
    }

    /** False when it was that before. */
    private boolean set(String costCenter, String currency, long granted, String by) {
        return jdbc.sql("""
                        INSERT INTO expense_budget AS known (cost_center, currency, granted, reserved, granted_by, granted_at)
                        VALUES (?, ?, ?, 0, ?, ?)
                        ON CONFLICT (cost_center, currency)
                        DO UPDATE SET granted = excluded.granted, granted_by = excluded.granted_by,
                            granted_at = excluded.granted_at
                        WHERE known.granted <> excluded.granted
                        """)
                        .params(costCenter, currency, granted, by, Timestamp.from(clock.instant()))
                        .update()
                == 1;
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

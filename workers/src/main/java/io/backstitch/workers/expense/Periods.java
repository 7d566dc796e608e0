package io.backstitch.workers.expense;

import io.backstitch.auditlog.Commands;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The booking periods: months, in UTC. Each is open until somebody closes it. Who books holds the period as it is until the booking has
 * committed: nothing slips into a period that is being closed.
 */
@Component
class Periods {

    private static final Logger log = LoggerFactory.getLogger(Periods.class);

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Commands audit;
    private final Clock clock;

    Periods(JdbcClient jdbc, TransactionTemplate transactions, Commands audit, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    /** The period of today. */
    YearMonth current() {
        return YearMonth.now(clock.withZone(ZoneOffset.UTC));
    }

    /** Closes a period, or opens it again, on record. The same again changes nothing. */
    void set(YearMonth period, boolean closed, String by) {
        transactions.executeWithoutResult(transaction -> {
            if (store(period, closed, by)) {
                audit.record(
                        AuditedExpense.PERIOD_SET, null, by, Map.of("period", period.toString(), "closed", closed));
                log.info("The booking period {} is now {}", period, closed ? "closed" : "open");
            }
        });
    }

    /** False when it was that before; one that nobody has set is open. */
    private boolean store(YearMonth period, boolean closed, String by) {
        jdbc.sql("INSERT INTO expense_period (period, closed) VALUES (?, false) ON CONFLICT DO NOTHING")
                .param(period.toString())
                .update();
        return jdbc.sql("""
                        UPDATE expense_period SET closed = ?, set_by = ?, set_at = ? WHERE period = ? AND closed <> ?
                        """)
                        .params(closed, by, Timestamp.from(clock.instant()), period.toString(), closed)
                        .update()
                == 1;
    }

    /** Whether the period is open; it stays so until the transaction ends. */
    static boolean isOpen(JdbcClient transaction, YearMonth period) {
        transaction
                .sql("INSERT INTO expense_period (period, closed) VALUES (?, false) ON CONFLICT DO NOTHING")
                .param(period.toString())
                .update();
        return !transaction
                .sql("SELECT closed FROM expense_period WHERE period = ? FOR SHARE")
                .param(period.toString())
                .query(Boolean.class)
                .single();
    }

    /** The first open period from this one on. */
    static YearMonth firstOpen(JdbcClient transaction, YearMonth from) {
        YearMonth period = from;
        while (!isOpen(transaction, period)) {
            period = period.plusMonths(1);
        }
        return period;
    }
}

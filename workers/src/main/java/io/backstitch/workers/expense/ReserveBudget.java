package io.backstitch.workers.expense;

import io.backstitch.compensation.Attempt;
import io.backstitch.compensation.Recovery;
import io.backstitch.job.BusinessNo;
import io.backstitch.job.CompensableEffect;
import io.backstitch.job.CompensatedBy;
import io.backstitch.job.EffectWorker;
import io.backstitch.job.NeedsApproval;
import io.backstitch.job.WhenExhausted;
import io.backstitch.value.Money;
import java.sql.Timestamp;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes what was approved from the budget of the cost centre; undone by releasing it. */
@EffectWorker(
        jobType = "expense.reserve-budget",
        lane = "system",
        does = "Reserves what was approved from the budget of the cost centre",
        partner = "database",
        recovery = Recovery.IN_TRANSACTION,
        retry = "database-write",
        whenExhausted = WhenExhausted.WAIT_FOR_PERSON)
@NeedsApproval(
        kind = Expense.PROCESS,
        amount = "payable",
        same = {"costCenter", "currency"})
@CompensatedBy(jobType = "expense.release-budget", recovery = Recovery.IN_TRANSACTION, retry = "database-write")
class ReserveBudget implements CompensableEffect<ReserveBudget.Request, ReserveBudget.Receipt> {

    /**
     * What the step reads.
     *
     * @param payable what was approved, in minor units
     */
    record Request(String businessId, String costCenter, long payable, String currency) {}

    record Receipt(long reserved) {}

    private final Clock clock;

    ReserveBudget(Clock clock) {
        this.clock = clock;
    }

    /** Reserves all of it or nothing; a budget that is not there, or does not last, is a no of the business. */
    @Override
    public Receipt perform(Request request, Attempt attempt) throws BusinessNo {
        JdbcClient transaction = EffectTransaction.of(attempt);
        int enough = transaction.sql("""
                        UPDATE expense_budget SET reserved = reserved + :payable
                        WHERE cost_center = :costCenter AND currency = :currency AND reserved + :payable <= granted
                        """).paramSource(request).update();
        if (enough == 0) {
            throw new BusinessNo(
                    Expense.BUDGET_EXHAUSTED,
                    "The budget of %s has less than %s left"
                            .formatted(request.costCenter(), Money.text(request.payable(), request.currency())));
        }
        transaction
                .sql("""
                        INSERT INTO expense_reservation (report, cost_center, currency, amount, state, reserved_at)
                        VALUES (?, ?, ?, ?, 'RESERVED', ?)
                        """)
                .params(
                        request.businessId(),
                        request.costCenter(),
                        request.currency(),
                        request.payable(),
                        Timestamp.from(clock.instant()))
                .update();
        return new Receipt(request.payable());
    }

    @Override
    public void undo(Request request, @Nullable Receipt receipt, Attempt attempt) {
        EffectTransaction.of(attempt).sql("""
                        WITH released AS (
                            UPDATE expense_reservation SET state = 'RELEASED'
                            WHERE report = ? AND state = 'RESERVED'
                            RETURNING cost_center, currency, amount)
                        UPDATE expense_budget SET reserved = reserved - released.amount
                        FROM released
                        WHERE expense_budget.cost_center = released.cost_center
                            AND expense_budget.currency = released.currency
                        """).param(request.businessId()).update();
    }
}

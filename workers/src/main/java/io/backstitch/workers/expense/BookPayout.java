package io.backstitch.workers.expense;

import io.backstitch.compensation.Attempt;
import io.backstitch.compensation.Recovery;
import io.backstitch.job.BusinessNo;
import io.backstitch.job.CompensableEffect;
import io.backstitch.job.CompensatedBy;
import io.backstitch.job.EffectWorker;
import io.backstitch.job.NeedsApproval;
import io.backstitch.job.WhenExhausted;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Books a payout in the journal, in the period of today; undone by a reversing entry, in the first period that is open: what is in
 * the journal is never changed and never deleted.
 */
@EffectWorker(
        jobType = "expense.book-payout",
        lane = "system",
        does = "Books the payout in the journal",
        partner = "database",
        recovery = Recovery.IN_TRANSACTION,
        retry = "database-write",
        whenExhausted = WhenExhausted.WAIT_FOR_PERSON)
@NeedsApproval(
        kind = Expense.PROCESS,
        amount = "payable",
        same = {"costCenter", "currency"})
@CompensatedBy(jobType = "expense.reverse-booking", recovery = Recovery.IN_TRANSACTION, retry = "database-write")
class BookPayout implements CompensableEffect<BookPayout.Request, BookPayout.Receipt> {

    /**
     * What the step reads.
     *
     * @param payable what was paid out, in minor units
     */
    record Request(String businessId, String costCenter, long payable, String currency, String payoutId) {}

    record Receipt(long journalEntry, String period) {}

    private final Periods periods;
    private final Clock clock;

    BookPayout(Periods periods, Clock clock) {
        this.periods = periods;
        this.clock = clock;
    }

    /** Books it; a period that is closed is a no of the business. */
    @Override
    public Receipt perform(Request request, Attempt attempt) throws BusinessNo {
        JdbcClient transaction = EffectTransaction.of(attempt);
        YearMonth period = periods.current();
        if (!Periods.isOpen(transaction, period)) {
            throw new BusinessNo(Expense.PERIOD_CLOSED, "The booking period %s is closed".formatted(period));
        }
        long entry = transaction
                .sql("""
                        INSERT INTO expense_journal (report, kind, period, cost_center, amount, currency, payout, at)
                        VALUES (?, 'BOOKED', ?, ?, ?, ?, ?, ?)
                        RETURNING entry
                        """)
                .params(
                        request.businessId(),
                        period.toString(),
                        request.costCenter(),
                        request.payable(),
                        request.currency(),
                        request.payoutId(),
                        Timestamp.from(clock.instant()))
                .query(Long.class)
                .single();
        return new Receipt(entry, period.toString());
    }

    @Override
    public void undo(Request request, @Nullable Receipt receipt, Attempt attempt) {
        JdbcClient transaction = EffectTransaction.of(attempt);
        transaction
                .sql("""
                        INSERT INTO expense_journal
                            (report, kind, reverses, period, cost_center, amount, currency, payout, at)
                        SELECT report, 'REVERSED', entry, ?, cost_center, -amount, currency, payout, ?
                        FROM expense_journal WHERE report = ? AND kind = 'BOOKED'
                        ON CONFLICT (report, kind) DO NOTHING
                        """)
                .params(
                        Periods.firstOpen(transaction, periods.current()).toString(),
                        Timestamp.from(clock.instant()),
                        request.businessId())
                .update();
    }
}

package io.backstitch.workers.expense;

import io.backstitch.compensation.Attempt;
import io.backstitch.compensation.Recovery;
import io.backstitch.job.AsAccepted;
import io.backstitch.job.BusinessNo;
import io.backstitch.job.CompensableEffect;
import io.backstitch.job.CompensatedBy;
import io.backstitch.job.Effect;
import io.backstitch.job.EffectWorker;
import io.backstitch.job.NeedsApproval;
import io.backstitch.job.WhenExhausted;
import io.backstitch.workers.payments.PaymentsClient;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Pays what was approved to the requester, whom the payments partner knows by user name: a report carries no account number that
 * somebody could change. Undone by a recall. Both are asked about before they are repeated.
 */
@EffectWorker(
        jobType = "expense.pay-out",
        lane = "system",
        does = "Pays what was approved to the requester",
        partner = "payments",
        recovery = Recovery.ASK_PARTNER,
        retry = "external-api",
        whenExhausted = WhenExhausted.WAIT_FOR_PERSON)
@NeedsApproval(
        kind = Expense.PROCESS,
        amount = "payable",
        same = {"requester", "currency"})
@AsAccepted({"requester", "currency"})
@CompensatedBy(jobType = "expense.recall-payout", recovery = Recovery.ASK_PARTNER, retry = "external-api")
class PayOut
        implements CompensableEffect.FindableUndo<PayOut.Request, PayOut.Receipt>,
                Effect.Findable<PayOut.Request, PayOut.Receipt> {

    /**
     * What the step reads.
     *
     * @param payable what was approved, in minor units
     */
    record Request(String businessId, String requester, long payable, String currency) {}

    record Receipt(String payoutId) {}

    private final PaymentsClient payments;

    PayOut(PaymentsClient payments) {
        this.payments = payments;
    }

    /** Pays out; a payee who cannot be paid is a no of the business. */
    @Override
    public Receipt perform(Request request, Attempt attempt) throws BusinessNo {
        return new Receipt(payments.payOut(
                attempt.key(),
                request.payable(),
                request.currency(),
                request.requester(),
                request.businessId(),
                Expense.PAYOUT_DECLINED));
    }

    @Override
    public Optional<Receipt> find(Request request, Attempt attempt) {
        return payments.find(attempt.key()).map(Receipt::new);
    }

    @Override
    public void undo(Request request, @Nullable Receipt receipt, Attempt attempt) {
        if (receipt != null) {
            payments.recall(attempt.key(), receipt.payoutId(), request.payable());
        }
    }

    /** What was never paid out needs no recall. */
    @Override
    public boolean isUndone(Request request, @Nullable Receipt receipt, Attempt attempt) {
        return receipt == null || payments.find(attempt.key()).isPresent();
    }
}

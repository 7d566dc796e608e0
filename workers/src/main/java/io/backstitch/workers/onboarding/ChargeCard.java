package io.backstitch.workers.onboarding;

import io.backstitch.compensation.Attempt;
import io.backstitch.compensation.Recovery;
import io.backstitch.job.AsAccepted;
import io.backstitch.job.BusinessNo;
import io.backstitch.job.CompensableEffect;
import io.backstitch.job.CompensatedBy;
import io.backstitch.job.Effect;
import io.backstitch.job.EffectWorker;
import io.backstitch.job.WhenExhausted;
import io.backstitch.workers.payments.PaymentsClient;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Charges the customer's card; undone by a refund. Both are asked about before they are repeated: nothing relies on the partner to recognise a key. */
@EffectWorker(
        jobType = "onboarding.charge-card",
        lane = "system",
        does = "Charges the customer's card",
        partner = "payments",
        recovery = Recovery.ASK_PARTNER,
        retry = "external-api",
        whenExhausted = WhenExhausted.WAIT_FOR_PERSON)
@AsAccepted({"amount", "currency"})
@CompensatedBy(jobType = "onboarding.refund-card", recovery = Recovery.ASK_PARTNER, retry = "external-api")
class ChargeCard
        implements CompensableEffect.FindableUndo<ChargeCard.Request, ChargeCard.Receipt>,
                Effect.Findable<ChargeCard.Request, ChargeCard.Receipt> {

    record Request(String businessId, long amount, String currency, String cardToken) {}

    record Receipt(String chargeId) {}

    private final PaymentsClient payments;

    ChargeCard(PaymentsClient payments) {
        this.payments = payments;
    }

    /** Charges the card; a declined card is a no of the business. */
    @Override
    public Receipt perform(Request request, Attempt attempt) throws BusinessNo {
        return new Receipt(payments.charge(
                attempt.key(),
                request.amount(),
                request.currency(),
                request.cardToken(),
                request.businessId(),
                Onboarding.CARD_DECLINED));
    }

    @Override
    public Optional<Receipt> find(Request request, Attempt attempt) {
        return payments.find(attempt.key()).map(Receipt::new);
    }

    @Override
    public void undo(Request request, @Nullable Receipt receipt, Attempt attempt) {
        if (receipt != null) {
            payments.refund(attempt.key(), receipt.chargeId(), request.amount());
        }
    }

    /** What was never charged needs no refund. */
    @Override
    public boolean isUndone(Request request, @Nullable Receipt receipt, Attempt attempt) {
        return receipt == null || payments.find(attempt.key()).isPresent();
    }
}

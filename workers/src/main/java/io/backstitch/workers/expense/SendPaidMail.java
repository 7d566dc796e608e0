package io.backstitch.workers.expense;

import io.backstitch.compensation.Attempt;
import io.backstitch.compensation.Recovery;
import io.backstitch.job.Effect;
import io.backstitch.job.EffectWorker;
import io.backstitch.job.NotCompensated;
import io.backstitch.job.WhenExhausted;
import io.backstitch.mail.Mails;
import io.backstitch.value.Money;
import jakarta.mail.MessagingException;

/** Tells the requester that the report is paid, and how much of it. */
@EffectWorker(
        jobType = "expense.send-paid-mail",
        lane = "system",
        does = "Tells the requester that the report is paid",
        partner = "mail",
        recovery = Recovery.REPEATABLE,
        retry = "webhook-delivery",
        whenExhausted = WhenExhausted.SKIP)
@NotCompensated("A mail cannot be unsent")
class SendPaidMail implements Effect<SendPaidMail.Request, SendPaidMail.Receipt> {

    record Request(String businessId, String email, String purpose, long payable, String currency) {}

    record Receipt(String paidMail) {}

    private final Mails mails;

    SendPaidMail(Mails mails) {
        this.mails = mails;
    }

    @Override
    public Receipt perform(Request request, Attempt attempt) throws MessagingException {
        return new Receipt(mails.send(
                attempt.key(),
                request.email(),
                "Your expense report is paid",
                """
                Your report "%s" (%s) is paid: %s are on their way to you.
                """,
                request.purpose(),
                request.businessId(),
                Money.text(request.payable(), request.currency())));
    }
}

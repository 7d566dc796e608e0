package io.backstitch.workers.expense;

import io.backstitch.compensation.Attempt;
import io.backstitch.compensation.Recovery;
import io.backstitch.job.Effect;
import io.backstitch.job.EffectWorker;
import io.backstitch.job.NotCompensated;
import io.backstitch.job.WhenExhausted;
import io.backstitch.mail.Mails;
import jakarta.mail.MessagingException;
import org.jspecify.annotations.Nullable;

/** Tells the requester that the report came back, why, and that it waits for changes. */
@EffectWorker(
        jobType = "expense.send-change-mail",
        lane = "system",
        does = "Tells the requester that the report came back and waits for changes",
        partner = "mail",
        recovery = Recovery.REPEATABLE,
        retry = "webhook-delivery",
        whenExhausted = WhenExhausted.SKIP)
@NotCompensated("A mail cannot be unsent")
class SendChangeMail implements Effect<SendChangeMail.Request, SendChangeMail.Receipt> {

    record Request(
            String businessId,
            String email,
            String purpose,
            @Nullable String reason) {}

    record Receipt(String changeMail) {}

    private final Mails mails;

    SendChangeMail(Mails mails) {
        this.mails = mails;
    }

    @Override
    public Receipt perform(Request request, Attempt attempt) throws MessagingException {
        return new Receipt(mails.send(
                attempt.key(),
                request.email(),
                "Your expense report needs a change",
                """
                Your report "%s" (%s) came back: %s

                Change it or withdraw it in Tasklist: the task is assigned to you.
                """,
                request.purpose(),
                request.businessId(),
                request.reason() == null ? "no reason was given." : request.reason()));
    }
}

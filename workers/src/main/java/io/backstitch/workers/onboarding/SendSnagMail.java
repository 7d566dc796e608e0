package io.backstitch.workers.onboarding;

import io.backstitch.compensation.Attempt;
import io.backstitch.compensation.Recovery;
import io.backstitch.job.Effect;
import io.backstitch.job.EffectWorker;
import io.backstitch.job.NotCompensated;
import io.backstitch.job.WhenExhausted;
import io.backstitch.mail.Mails;
import jakarta.mail.MessagingException;

/** Tells the customer that the onboarding did not work out, and that nothing is left of it. */
@EffectWorker(
        jobType = "onboarding.send-snag-mail",
        lane = "system",
        does = "Tells the customer that it did not work out and nothing is left",
        partner = "mail",
        recovery = Recovery.REPEATABLE,
        retry = "webhook-delivery",
        whenExhausted = WhenExhausted.SKIP)
@NotCompensated("A mail cannot be unsent")
class SendSnagMail implements Effect<SendSnagMail.Request, SendSnagMail.Receipt> {

    record Request(String customer, String email) {}

    record Receipt(String snagMail) {}

    private final Mails mails;

    SendSnagMail(Mails mails) {
        this.mails = mails;
    }

    @Override
    public Receipt perform(Request request, Attempt attempt) throws MessagingException {
        return new Receipt(mails.send(attempt.key(), request.email(), "We hit a snag", """
                We are sorry: we could not set up the workspace of %s.

                Nothing is left behind: what had been charged is paid back. You can simply try again.
                """, request.customer()));
    }
}

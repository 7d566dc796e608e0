package io.backstitch.workers.onboarding;

import io.backstitch.compensation.Attempt;
import io.backstitch.compensation.Recovery;
import io.backstitch.job.Effect;
import io.backstitch.job.EffectWorker;
import io.backstitch.job.NotCompensated;
import io.backstitch.job.WhenExhausted;
import io.backstitch.mail.Mails;
import jakarta.mail.MessagingException;

/** Tells the customer that the workspace is ready. */
@EffectWorker(
        jobType = "onboarding.send-welcome-mail",
        lane = "system",
        does = "Tells the customer that the workspace is ready",
        partner = "mail",
        recovery = Recovery.REPEATABLE,
        retry = "webhook-delivery",
        whenExhausted = WhenExhausted.SKIP)
@NotCompensated("A mail cannot be unsent")
class SendWelcomeMail implements Effect<SendWelcomeMail.Request, SendWelcomeMail.Receipt> {

    record Request(String customer, String email, String plan) {}

    record Receipt(String welcomeMail) {}

    private final Mails mails;

    SendWelcomeMail(Mails mails) {
        this.mails = mails;
    }

    @Override
    public Receipt perform(Request request, Attempt attempt) throws MessagingException {
        return new Receipt(mails.send(
                attempt.key(), request.email(), "Welcome to your workspace", """
                Welcome!

                The workspace of %s is ready (plan %s). Log in with this e-mail address.
                """, request.customer(), request.plan()));
    }
}

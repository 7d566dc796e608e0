package io.backstitch.onboarding;

import io.backstitch.compensation.Attempt;
import io.backstitch.compensation.Recovery;
import io.backstitch.job.Effect;
import io.backstitch.job.EffectWorker;
import io.backstitch.job.NotCompensated;
import io.backstitch.job.WhenExhausted;
import io.backstitch.mail.Mails;
import jakarta.mail.MessagingException;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** Reminds the reviewers of a customer that waits. */
@EffectWorker(
        jobType = "onboarding.send-reminder-mail",
        does = "Reminds the reviewers of a review that waits",
        partner = "mail",
        recovery = Recovery.REPEATABLE,
        retry = "webhook-delivery",
        whenExhausted = WhenExhausted.SKIP)
@NotCompensated("A mail cannot be unsent")
class SendReminderMail implements Effect<SendReminderMail.Request, SendReminderMail.Receipt> {

    /**
     * Whom to remind.
     *
     * @param reviewersAddress a mailing list of the reviewers
     */
    @ConfigurationProperties("backstitch.onboarding")
    record Settings(String reviewersAddress) {}

    record Request(String businessId, String customer) {}

    record Receipt(String reminderMail) {}

    private final Mails mails;
    private final Settings settings;

    SendReminderMail(Mails mails, Settings settings) {
        this.mails = mails;
        this.settings = settings;
    }

    @Override
    public Receipt perform(Request request, Attempt attempt) throws MessagingException {
        return new Receipt(mails.send(
                attempt.key(), settings.reviewersAddress(), "A customer waits for your review", """
                The onboarding of %s (%s) waits for a review in Tasklist.
                """.formatted(
                                request.customer(), request.businessId())));
    }
}

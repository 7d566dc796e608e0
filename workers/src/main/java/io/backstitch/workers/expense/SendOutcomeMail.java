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

/** Tells the requester why the report is not paid, and that nothing is left of it. */
@EffectWorker(
        jobType = "expense.send-outcome-mail",
        lane = "system",
        does = "Tells the requester why the report is not paid, and that nothing is left of it",
        partner = "mail",
        recovery = Recovery.REPEATABLE,
        retry = "webhook-delivery",
        whenExhausted = WhenExhausted.SKIP)
@NotCompensated("A mail cannot be unsent")
class SendOutcomeMail implements Effect<SendOutcomeMail.Request, SendOutcomeMail.Receipt> {

    record Request(
            String businessId,
            String email,
            String purpose,
            String cause,
            @Nullable String reason) {}

    record Receipt(String outcomeMail) {}

    private final Mails mails;

    SendOutcomeMail(Mails mails) {
        this.mails = mails;
    }

    @Override
    public Receipt perform(Request request, Attempt attempt) throws MessagingException {
        return new Receipt(mails.send(
                attempt.key(),
                request.email(),
                "Your expense report is not paid",
                """
                Your report "%s" (%s) is not paid. %s%s

                Nothing is left of it: no budget is reserved, and what had been paid out is taken back.
                """,
                request.purpose(),
                request.businessId(),
                why(request.cause()),
                reason(request)));
    }

    private static String why(String cause) {
        return switch (cause) {
            case "policy-refused" -> "The policy does not allow it.";
            case "rejected" -> "It was rejected.";
            case "returned-too-often" -> "It came back too often.";
            case "expired" -> "Nobody decided in time. If it is still due, hand it in again.";
            case "change-expired" -> "It came back, and was not changed in time. If it is still due, hand it in again.";
            case "withdrawn" -> "It was withdrawn.";
            case "budget-exhausted" -> "It was approved, but the budget of its cost centre does not last.";
            case "payout-declined" -> "It was approved, but you could not be paid. Have your account looked at.";
            case "period-closed" -> "It was approved, but could not be booked: the period is closed.";
            default -> "It was cancelled.";
        };
    }

    /** Who said no said why; what came of it later has nothing to do with that. */
    private static String reason(Request request) {
        return switch (request.cause()) {
            case "policy-refused", "rejected", "returned-too-often" ->
                request.reason() == null ? "" : " The reason: " + request.reason();
            default -> "";
        };
    }
}

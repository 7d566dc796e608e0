package io.backstitch.mail;

import io.backstitch.compensation.FailureClassifier.Verdict;
import io.backstitch.job.PartnerFailures;
import jakarta.mail.MessagingException;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.springframework.mail.MailSendException;
import org.springframework.stereotype.Component;

/** What the failures of a mail server mean. */
@Component
class MailFailures implements PartnerFailures {

    private static final int FINAL = 500;

    /** A mail server that answers with an error has not taken the mail; with 4xx it may take it later. */
    @Override
    public Optional<Meaning> meaning(Throwable cause) {
        return code(cause).stream()
                .mapToObj(code -> new Meaning(
                        code < FINAL, code < FINAL ? Verdict.NOT_REACHED : Verdict.REFUSED, Optional.empty()))
                .findFirst();
    }

    @Override
    public boolean isTrouble(Throwable cause) {
        return cause instanceof MessagingException || cause instanceof MailSendException;
    }

    @Override
    public Optional<String> sentence(Throwable cause) {
        return code(cause).stream()
                .mapToObj(code -> "The mail server answered " + code)
                .findFirst();
    }

    /** Spring keeps the reason of a failed mail in a list of its own; JavaMail in a chain of its own. */
    @Override
    public Optional<Throwable> cause(Throwable failure) {
        if (failure instanceof MailSendException mail && mail.getMessageExceptions().length > 0) {
            return Optional.of(mail.getMessageExceptions()[0]);
        }
        return failure instanceof MessagingException mail
                ? Optional.ofNullable(mail.getNextException())
                : Optional.empty();
    }

    private static OptionalInt code(Throwable cause) {
        return switch (cause) {
            case SMTPAddressFailedException smtp -> OptionalInt.of(smtp.getReturnCode());
            case SMTPSendFailedException smtp -> OptionalInt.of(smtp.getReturnCode());
            default -> OptionalInt.empty();
        };
    }
}

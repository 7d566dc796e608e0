package io.backstitch.mail;

import io.backstitch.compensation.IdempotencyKey;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;

/**
 * Sends mail. The Message-ID is derived from the idempotency key: a mail that is sent again after a crash is the same mail to
 * mail servers and readers that know it.
 */
@Component
public class Mails {

    /**
     * How mails look.
     *
     * @param from the sender's address
     */
    @ConfigurationProperties("backstitch.mail")
    record Settings(String from) {}

    /** What stands in no single line; a number of it is one space. */
    private static final Pattern NO_LINE = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\u202A-\\u202E\\u2066-\\u2069]+");

    private final JavaMailSender sender;
    private final Settings settings;

    Mails(JavaMailSender sender, Settings settings) {
        this.sender = sender;
        this.settings = settings;
    }

    /**
     * Hands the mail to the mail server and returns its Message-ID.
     *
     * @param subject becomes one line
     * @param text ours, with {@code %s} where values stand
     * @param values of others: each becomes one line, so that nobody writes a mail in our name
     */
    public String send(IdempotencyKey key, String to, String subject, String text, Object... values)
            throws MessagingException {
        String messageId = "<%s@%s>"
                .formatted(
                        UUID.nameUUIDFromBytes(key.value().getBytes(StandardCharsets.UTF_8)),
                        settings.from().substring(settings.from().indexOf('@') + 1));
        MimeMessage message = new MessageWithId(sender.createMimeMessage().getSession(), messageId);
        message.setFrom(new InternetAddress(settings.from()));
        message.setRecipient(MimeMessage.RecipientType.TO, new InternetAddress(to));
        message.setHeader("Subject", HeaderLine.of(oneLine(subject)));
        message.setText(
                text.formatted(Stream.of(values)
                        .map(value -> oneLine(String.valueOf(value)))
                        .toArray()),
                StandardCharsets.UTF_8.name());
        sender.send(message);
        return messageId;
    }

    /** Whether the mail server has said for good that there is no such address: another time it will say the same. */
    public static boolean isAddressRefused(MailException failure) {
        return failure instanceof MailSendException mails
                && Stream.of(mails.getMessageExceptions())
                        .anyMatch(it -> it instanceof SendFailedException refused
                                && refused.getInvalidAddresses() != null
                                && refused.getInvalidAddresses().length > 0);
    }

    private static String oneLine(String text) {
        return NO_LINE.matcher(text).replaceAll(" ");
    }

    /** JavaMail makes up a new id whenever a message is saved; this one keeps its own. */
    private static final class MessageWithId extends MimeMessage {

        private final String messageId;

        MessageWithId(Session session, String messageId) {
            super(session);
            this.messageId = messageId;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", messageId);
        }
    }
}

package io.backstitch.stack.sandbox;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What a person would read of a mail. */
record MailContent(@Nullable String messageId, String subject, String text) {

    /** Reads a mail as it came over the wire. */
    static MailContent read(byte[] raw) throws MessagingException, IOException {
        var message = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(raw));
        String plain = firstText(message, "text/plain");
        String text = plain != null ? plain : firstText(message, "text/*");
        return new MailContent(
                message.getMessageID(),
                Objects.requireNonNullElse(message.getSubject(), ""),
                Objects.requireNonNullElse(text, ""));
    }

    private static @Nullable String firstText(Part part, String type) throws MessagingException, IOException {
        if (part.isMimeType(type)) {
            return String.valueOf(part.getContent());
        }
        if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart inner = parts.getBodyPart(i);
                String text = firstText(inner, type);
                if (text != null) {
                    return text;
                }
            }
        }
        return null;
    }
}

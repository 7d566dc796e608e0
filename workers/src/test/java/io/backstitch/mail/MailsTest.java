package io.backstitch.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.compensation.IdempotencyKey;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** What others wrote stays inside its line: nobody writes a mail in our name. */
class MailsTest {

    private final List<MimeMessage> sent = new ArrayList<>();

    private final Mails mails = new Mails(
            new JavaMailSenderImpl() {
                @Override
                protected void doSend(MimeMessage[] messages, Object @Nullable [] originals) {
                    sent.addAll(List.of(messages));
                }
            },
            new Mails.Settings("no-reply@backstitch.example"));

    @Test
    void aNameWithLineBreaksWritesNoLinesOfItsOwn() throws Exception {
        mails.send(
                new IdempotencyKey("a/b/c"),
                "ada@example.org",
                "About Acme\r\nBcc: all@example.org",
                """
                The workspace of %s is ready (plan %s).
                """,
                "Acme\r\n\r\nYour account is blocked, call\u2028+1 555\u202E",
                "100% team");

        MimeMessage mail = sent.getFirst();
        assertThat(mail.getContent())
                .asString()
                .isEqualTo("The workspace of Acme Your account is blocked, call +1 555  is ready (plan 100% team).\n");
        assertThat(mail.getSubject()).isEqualTo("About Acme Bcc: all@example.org");
        assertThat(mail.getHeader("Bcc")).isNull();
    }
}

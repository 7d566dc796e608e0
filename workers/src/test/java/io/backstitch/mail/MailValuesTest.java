package io.backstitch.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.compensation.IdempotencyKey;
import io.backstitch.stack.sandbox.Mail;
import io.backstitch.stack.sandbox.Sandbox;
import io.backstitch.stack.sandbox.SandboxSettings;
import io.backstitch.value.Drawn;
import io.backstitch.value.Line;
import io.backstitch.value.Reason;
import jakarta.mail.MessagingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Whatever people write, a mail says it: what a mail server takes and a reader decodes is what was written. */
class MailValuesTest {

    private static final int DRAWN = 150;

    private final Drawn drawn = new Drawn();
    private Sandbox sandbox;
    private Mails mails;

    @BeforeEach
    void start(@TempDir Path folder) {
        sandbox = Sandbox.start(SandboxSettings.onFreePorts(folder));
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(sandbox.smtpPort());
        mails = new Mails(sender, new Mails.Settings("no-reply@backstitch.example"));
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void oneLineIsTheSameInSubjectAndText() throws MessagingException {
        List<String> lines = new ArrayList<>(drawn.names(Line::of, DRAWN));
        lines.add("=?UTF-8?Q?Hello?=");
        lines.add("Of =?UTF-8?B?SGVsbG8=?= and more");
        lines.add("two  blanks ".repeat(15) + "end");
        lines.add("x".repeat(200));
        lines.add("ü".repeat(200));
        lines.add("😀".repeat(200));
        lines.add("a ".repeat(99) + "a");
        for (String line : lines) {
            mails.send(new IdempotencyKey("line/" + line), "ada@example.org", line, "Of %s.\n", line);
        }

        List<Mail> received = sandbox.client().mails();
        assertThat(received)
                .as("seed %d", drawn.seed())
                .extracting(Mail::subject)
                .isEqualTo(lines);
        assertThat(received)
                .as("seed %d", drawn.seed())
                .extracting(mail -> mail.text().replace("\r\n", "\n"))
                .isEqualTo(lines.stream().map("Of %s.\n"::formatted).toList());
    }

    /** Lines become blanks, and nothing else is changed: nobody writes a mail in our name. */
    @Test
    void aReasonIsOneLineOfTheMailAndOtherwiseTheSame() throws MessagingException {
        List<String> reasons = drawn.texts(Reason::of, DRAWN);
        for (String reason : reasons) {
            mails.send(new IdempotencyKey("reason/" + reason), "ada@example.org", "Why", "Because: %s\n--\n", reason);
        }

        assertThat(sandbox.client().mails())
                .as("seed %d", drawn.seed())
                .extracting(mail -> mail.text().replace("\r\n", "\n"))
                .isEqualTo(reasons.stream()
                        .map(reason -> "Because: %s\n--\n".formatted(reason.replaceAll("[\\n\\r\\t\\u2028]+", " ")))
                        .toList());
    }

    @Test
    void anAddressIsTheSame() throws MessagingException {
        List<String> addresses = Drawn.addresses();
        for (String address : addresses) {
            mails.send(new IdempotencyKey("address/" + address), address, "Hello", "Hello\n");
        }

        assertThat(sandbox.client().mails())
                .extracting(Mail::to)
                .isEqualTo(addresses.stream().map(List::of).toList());
        assertThat(sandbox.client().refusedMails()).isEmpty();
    }
}

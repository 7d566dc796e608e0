package io.backstitch.stack.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mail sink, spoken to in SMTP. */
class SandboxMailTest {
    private Sandbox sandbox;
    private SandboxClient witness;
    private Sender sender;

    @BeforeEach
    void start(@TempDir Path data) {
        sandbox = Sandbox.start(SandboxSettings.onFreePorts(data));
        witness = sandbox.client();
        sender = new Sender(sandbox.smtpPort());
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void keepsWhatAPersonWouldRead() throws Exception {
        sender.send("<m1@backstitch>", "ada@example.org", "Willkommen, schön", "Grüße\nzwei Zeilen");
        sender.send("<m2@backstitch>", "bob@example.org", "Welcome", "Hello");

        var mail = witness.mailsTo("ada@example.org").getFirst();
        assertThat(mail.messageId()).isEqualTo("<m1@backstitch>");
        assertThat(mail.from()).isEqualTo("hello@backstitch.example");
        assertThat(mail.to()).containsExactly("ada@example.org");
        assertThat(mail.subject()).isEqualTo("Willkommen, schön");
        assertThat(mail.text()).isEqualToNormalizingNewlines("Grüße\nzwei Zeilen\n");
        assertThat(witness.mails()).extracting(Mail::sequence).containsExactly(1L, 2L);
        assertThat(new Partner(sandbox.url())
                        .send("GET", "/mail/messages/" + mail.id(), "", "")
                        .id())
                .isEqualTo(mail.id());
    }

    @Test
    void keepsAMailAsOftenAsItWasSent() throws MessagingException {
        send("<m1@backstitch>");
        send("<m1@backstitch>");

        assertThat(witness.mails()).extracting(Mail::messageId).containsExactly("<m1@backstitch>", "<m1@backstitch>");
    }

    @Test
    void saysTryLaterAndAcceptsNothing() throws MessagingException {
        witness.faultMail(Fault.status(451).times(1));

        assertThatExceptionOfType(MessagingException.class)
                .isThrownBy(() -> send("<m1@backstitch>"))
                .withMessageContaining("451");
        assertThat(witness.mails()).isEmpty();
        send("<m1@backstitch>");
        assertThat(witness.mails()).hasSize(1);
    }

    @Test
    void cutsBeforeAndAfterTheMailIsAccepted() {
        witness.faultMail(Fault.cutBeforeEffect());
        assertThatExceptionOfType(MessagingException.class).isThrownBy(() -> send("<m1@backstitch>"));
        assertThat(witness.mails()).isEmpty();

        witness.faultMail(Fault.cutAfterEffect());
        assertThatExceptionOfType(MessagingException.class).isThrownBy(() -> send("<m2@backstitch>"));
        assertThat(witness.mails()).extracting(Mail::messageId).containsExactly("<m2@backstitch>");
    }

    @Test
    void isAwayUntilCleared() throws MessagingException {
        witness.faultMail(Fault.away());
        assertThatExceptionOfType(MessagingException.class).isThrownBy(() -> send("<m1@backstitch>"));

        witness.clearFaults();
        send("<m1@backstitch>");
        assertThat(witness.mails()).hasSize(1);
    }

    @Test
    void isAwayForAsManyMailsAsTold() throws MessagingException {
        witness.faultMail(Fault.away().times(1));

        assertThatExceptionOfType(MessagingException.class).isThrownBy(() -> send("<m1@backstitch>"));
        send("<m1@backstitch>");

        assertThat(witness.mails()).hasSize(1);
    }

    @Test
    void answersLate() throws MessagingException {
        var latency = Duration.ofMillis(300);
        witness.faultMail(Fault.latency(latency));

        long start = System.nanoTime();
        send("<m1@backstitch>");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(latency);
    }

    @Test
    void keepsAFaultToOneRecipient() throws MessagingException {
        witness.faultMail(Fault.status(550).matching("bob@"));

        send("<m1@backstitch>");
        assertThatExceptionOfType(MessagingException.class)
                .isThrownBy(() -> sender.send("<m2@backstitch>", "bob@example.org", "Welcome", "Hello"));
    }

    @Test
    void hasNoMailThatNeverCame() throws IOException {
        var answer = new Partner(sandbox.url()).send("GET", "/mail/messages/mail_7", "", "");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body().path("detail").asString()).isEqualTo("There is no mail with the id 'mail_7'.");
    }

    private void send(String messageId) throws MessagingException {
        sender.send(messageId, "ada@example.org", "Welcome", "Hello");
    }
}

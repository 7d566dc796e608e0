package io.backstitch.stack.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The mail sink refuses what mail servers refuse, before it has taken anything. */
class StrictMailTest {
    private static Sandbox sandbox;
    private static SandboxClient witness;

    @BeforeAll
    static void start(@TempDir Path data) {
        sandbox = Sandbox.start(SandboxSettings.onFreePorts(data));
        witness = sandbox.client();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    static Stream<String> wrong() {
        return Stream.of(
                "ada",
                "@example.org",
                "ada@",
                "ada@localhost",
                "ada@example..org",
                "ada@.example.org",
                "ada@example.org.",
                "ada@-example.org",
                "ada@exa_mple.org",
                "ada@192.0.2.1",
                "ada@[192.0.2.1]",
                ".ada@example.org",
                "ada.@example.org",
                "a..b@example.org",
                "a@b@example.org",
                "a(b)@example.org",
                "j\u00FCrgen@example.org",
                "ada@b\u00FCcher.example",
                "a".repeat(65) + "@example.org",
                "a@" + "b".repeat(64) + ".org",
                "a@" + "b.".repeat(130) + "org");
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void refusesARecipientWhomNoServerTakes(String address) throws IOException {
        int before = witness.mails().size();

        try (Line line = new Line()) {
            line.say("MAIL FROM:<hello@backstitch.example>", "250");
            line.say("RCPT TO:<" + address + ">", "5");
        }

        assertThat(witness.mails()).hasSize(before);
    }

    @Test
    void keepsWhatItRefused() throws IOException {
        try (Line line = new Line()) {
            line.say("MAIL FROM:<hello@backstitch.example>", "250");
            line.say("RCPT TO:<kept@localhost>", "553");
        }

        assertThat(witness.refusedMails())
                .filteredOn(it -> it.address().equals("kept@localhost"))
                .extracting(MailRefusal::reply)
                .containsExactly("The address has a domain without a dot");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ada@example.org", "o'brien+news@example.co.uk", "a.b-c_d@xn--bcher-kva.example", "1@2.example"})
    void takesWhatEveryServerTakes(String address) throws IOException {
        try (Line line = new Line()) {
            line.say("MAIL FROM:<>", "250");
            line.say("RCPT TO:<" + address + ">", "250");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Subject: J\u00FCrgen\r\n\r\nHello\r\n",
                "Subject: a\r\nSubject: b\r\n\r\nHello\r\n",
                "Subject: a\r\n\r\nzero \0\r\n",
                "Subject: a\r\n\r\nhalf an end\rHello\r\n"
            })
    void refusesAMessageThatIsNoMail(String message) throws IOException {
        int before = witness.mails().size();

        assertThat(sent(message)).startsWith("554 The message has ");

        assertThat(witness.mails()).hasSize(before);
    }

    @Test
    void refusesLinesThatAreTooLong() throws IOException {
        assertThat(sent("Subject: a\r\n\r\n" + "x".repeat(999) + "\r\n")).startsWith("554 ");
        assertThat(sent("Subject: a\r\n\r\n" + "x".repeat(998) + "\r\n")).startsWith("250 ");
    }

    private static String sent(String message) throws IOException {
        try (Line line = new Line()) {
            line.say("MAIL FROM:<hello@backstitch.example>", "250");
            line.say("RCPT TO:<ada@example.org>", "250");
            line.say("DATA", "354");
            return line.answer(message + ".");
        }
    }

    /** A telephone line to the server: what is said is sent as it is. */
    private static final class Line implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader answers;

        Line() throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), sandbox.smtpPort());
            answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            assertThat(answers.readLine()).startsWith("220");
            say("HELO test.example", "250");
        }

        void say(String command, String expected) throws IOException {
            assertThat(answer(command)).as(command).startsWith(expected);
        }

        String answer(String command) throws IOException {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            return answers.readLine();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}

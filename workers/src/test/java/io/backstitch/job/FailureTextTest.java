package io.backstitch.job;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.ClientErrorException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.mail.MailSendException;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.ResourceAccessException;

/** What is told of a failure: our sentence to all, what the partner said to operators, masked. */
class FailureTextTest {

    private static final Failures FAILURES = new Failures(AllPartnerFailures.LIST);
    private static final String SECRETS = "card tok_visa of ada@example.org, number 4111 1111 1111 1111";

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(refusal(), "The partner answered 422"),
                Arguments.of(new IllegalStateException("told: " + SECRETS, refusal()), "The partner answered 422"),
                Arguments.of(new ClientErrorException(SECRETS, 409), "The partner answered 409"),
                Arguments.of(mail(), "The mail server answered 550"),
                Arguments.of(
                        new ResourceAccessException(SECRETS, new ConnectException(SECRETS)),
                        "The partner could not be reached"),
                Arguments.of(
                        new ResourceAccessException(SECRETS, new SocketTimeoutException(SECRETS)),
                        "The partner did not answer in time"),
                Arguments.of(
                        new IllegalStateException(SECRETS, new SQLException(SECRETS, "23505")),
                        "Our database did not do it (SQLSTATE 23505)"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void hasASentenceOfOursAndWhatWasSaidMasked(Exception failure, String sentence) {
        FailureText text = FAILURES.text(failure);

        assertThat(text.sentence()).isEqualTo(sentence);
        assertThat(text.answer())
                .contains("card [token] of [e-mail], number [number]")
                .doesNotContain("tok_visa", "example.org", "4111");
    }

    @Test
    void saysWhereSomethingHappenedThatNobodyForesaw() {
        FailureText text = FAILURES.text(new IllegalStateException(SECRETS));

        assertThat(text.sentence())
                .startsWith("A failure that nobody foresaw: IllegalStateException at saysWhere")
                .contains("FailureTextTest.java:")
                .doesNotContain("visa");
    }

    @Test
    void keepsWhatWeSayOurselves() {
        assertThat(FAILURES.text(new BusinessNo("a.no", "The payments partner has declined it")))
                .isEqualTo(new FailureText("The payments partner has declined it", null));
    }

    @Test
    void keepsNoMoreOfALongAnswerThanPeopleRead() {
        HttpClientErrorException failure = HttpClientErrorException.create(
                HttpStatus.BAD_REQUEST,
                "",
                new HttpHeaders(),
                "no good ".repeat(100_000).getBytes(StandardCharsets.UTF_8),
                null);

        assertThat(FAILURES.text(failure).answer()).hasSizeLessThan(1100).startsWith("no good");
    }

    private static HttpClientErrorException refusal() {
        return HttpClientErrorException.create(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "Unprocessable",
                new HttpHeaders(),
                SECRETS.getBytes(StandardCharsets.UTF_8),
                StandardCharsets.UTF_8);
    }

    private static MailSendException mail() {
        SMTPSendFailedException answer = new SMTPSendFailedException("RCPT", 550, SECRETS, null, null, null, null);
        return new MailSendException("failed", answer, Map.of("mail", answer));
    }
}

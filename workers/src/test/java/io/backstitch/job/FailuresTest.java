package io.backstitch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.compensation.FailureClassifier.Verdict;
import io.backstitch.compensation.KeyRefused;
import io.backstitch.compensation.UnknownToThisVersion;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.ServerErrorException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.mail.MailSendException;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;

/** The table of what a failure means, for the step and for the ledger. */
class FailuresTest {

    private static final Failure HEALS = new Failure.Heals(Optional.empty());
    private static final Failure FINAL = new Failure.Final();

    private final Failures failures = new Failures(AllPartnerFailures.LIST);

    static Stream<Arguments> table() {
        return Stream.of(
                Arguments.of(new BusinessNo("a.no", "no"), new Failure.No("a.no", "no"), Verdict.REFUSED),
                Arguments.of(http(HttpStatus.BAD_REQUEST), FINAL, Verdict.REFUSED),
                Arguments.of(http(HttpStatus.REQUEST_TIMEOUT), HEALS, Verdict.UNKNOWN),
                Arguments.of(http(HttpStatus.TOO_MANY_REQUESTS), HEALS, Verdict.NOT_REACHED),
                Arguments.of(retryAfter(), new Failure.Heals(Optional.of(Duration.ofSeconds(7))), Verdict.UNKNOWN),
                Arguments.of(new ResourceAccessException("x", new ConnectException()), HEALS, Verdict.NOT_REACHED),
                Arguments.of(new ResourceAccessException("x", new SocketTimeoutException()), HEALS, Verdict.UNKNOWN),
                Arguments.of(new ServerErrorException(500), HEALS, Verdict.UNKNOWN),
                Arguments.of(new ClientErrorException(403), FINAL, Verdict.REFUSED),
                Arguments.of(new ProcessingException(new ConnectException()), HEALS, Verdict.NOT_REACHED),
                Arguments.of(smtp(451), HEALS, Verdict.NOT_REACHED),
                Arguments.of(smtp(550), FINAL, Verdict.REFUSED),
                Arguments.of(new QueryTimeoutException("slow"), HEALS, Verdict.UNKNOWN),
                Arguments.of(
                        new UnknownToThisVersion("new"),
                        new Failure.Heals(Optional.of(Duration.ofMinutes(1))),
                        Verdict.UNKNOWN),
                Arguments.of(new StepRefused("no id"), FINAL, Verdict.NOT_REACHED),
                Arguments.of(new KeyRefused("blank"), FINAL, Verdict.NOT_REACHED),
                Arguments.of(new IllegalStateException("a bug"), new Failure.Bug(), Verdict.UNKNOWN));
    }

    @ParameterizedTest
    @MethodSource("table")
    void saysWhatAFailureMeans(Exception failure, Failure forTheStep, Verdict forTheLedger) {
        assertThat(failures.classify(failure)).isEqualTo(forTheStep);
        assertThat(failures.verdict(failure)).isEqualTo(forTheLedger);
    }

    private static HttpClientErrorException http(HttpStatus status) {
        return new HttpClientErrorException(status);
    }

    private static HttpServerErrorException retryAfter() {
        HttpHeaders headers = new HttpHeaders();
        headers.set("Retry-After", "7");
        return HttpServerErrorException.create(HttpStatus.SERVICE_UNAVAILABLE, "", headers, new byte[0], null);
    }

    private static MailSendException smtp(int code) {
        SMTPSendFailedException answer = new SMTPSendFailedException("DATA", code, "answer", null, null, null, null);
        return new MailSendException("failed", answer, java.util.Map.of("mail", answer));
    }
}

package io.backstitch.job;

import io.backstitch.compensation.FailureClassifier;
import io.backstitch.compensation.KeyRefused;
import io.backstitch.compensation.LeaseOver;
import io.backstitch.compensation.LedgerUnavailable;
import io.backstitch.compensation.UnknownToThisVersion;
import jakarta.mail.MessagingException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.RetriableException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.mail.MailSendException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.client.RestClientResponseException;

/**
 * The one place where failures are classified.
 *
 * <p>Network trouble, 5xx, 408 and 429 heal, and the Retry-After of a partner is honoured; other 4xx are final; what is not
 * known here is a bug, and what we refuse ourselves is final; what this version does not know heals when another, that is being rolled out, takes the job. So it is over HTTP, SMTP, SQL, Kafka and Keycloak's client; {@link PartnerFailures} says where a partner
 * differs. For the ledger: a partner that could not be reached or turned us away at its door did
 * nothing; one that answered with a no refused the key; after anything else nobody knows.
 */
@Component
public class Failures implements FailureClassifier {

    private final List<PartnerFailures> partners;

    Failures(List<PartnerFailures> partners) {
        this.partners = List.copyOf(partners);
    }

    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_EARLY = 425;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;
    private static final int SMTP_FINAL = 500;
    /** Between two attempts; with those of the kernel's own steps, five, an old instance is gone before the last one. */
    private static final Duration ROLLOUT = Duration.ofMinutes(1);

    /** What a failure means for the step. */
    Failure classify(Exception failure) {
        if (failure instanceof BusinessNo no) {
            return new Failure.No(no.errorCode(), String.valueOf(no.getMessage()));
        }
        if (failure instanceof UnknownToThisVersion) {
            return new Failure.Heals(Optional.of(ROLLOUT));
        }
        if (failure instanceof LeaseOver) {
            return new Failure.Heals(Optional.empty());
        }
        if (causes(failure).anyMatch(Failures::isRefusedByUs)) {
            return new Failure.Final();
        }
        Optional<PartnerFailures.Meaning> meaning = meaning(failure);
        if (meaning.isPresent()) {
            return meaning.get().heals() ? new Failure.Heals(meaning.get().retryAfter()) : new Failure.Final();
        }
        return isTrouble(failure) ? new Failure.Heals(Optional.empty()) : new Failure.Bug();
    }

    /** Our own database is away: nothing can be done, and nothing was tried. */
    static boolean isDatabaseAway(Exception failure) {
        return causes(failure)
                .anyMatch(cause -> cause instanceof DataAccessResourceFailureException
                        || cause instanceof TransactionException
                        || (cause instanceof LedgerUnavailable && isAway(cause.getCause())));
    }

    private static boolean isAway(@Nullable Throwable cause) {
        return cause instanceof SQLTransientException
                || (cause instanceof SQLException sql && (sql.getSQLState() == null || heals(sql)));
    }

    @Override
    public Verdict verdict(Exception failure) {
        if (failure instanceof BusinessNo) {
            return Verdict.REFUSED;
        }
        if (causes(failure).anyMatch(cause -> neverConnected(cause) || isRefusedByUs(cause))) {
            return Verdict.NOT_REACHED;
        }
        return meaning(failure).map(PartnerFailures.Meaning::verdict).orElse(Verdict.UNKNOWN);
    }

    @Override
    public String sentence(Exception failure) {
        return FailureText.of(failure).sentence();
    }

    /** Before anything was sent. */
    private static boolean isRefusedByUs(Throwable cause) {
        return cause instanceof StepRefused || cause instanceof KeyRefused;
    }

    private static boolean neverConnected(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof HttpConnectTimeoutException;
    }

    private static boolean isTrouble(Exception failure) {
        return causes(failure)
                .anyMatch(cause -> cause instanceof IOException
                        || cause instanceof LedgerUnavailable
                        || cause instanceof ProcessingException
                        || cause instanceof MessagingException
                        || cause instanceof MailSendException
                        || cause instanceof RetriableException
                        || cause instanceof TransactionException
                        || cause instanceof InterruptedException
                        || cause instanceof SQLRecoverableException
                        || (cause instanceof SQLException sql && heals(sql))
                        || cause instanceof SQLTransientException
                        || cause instanceof TransientDataAccessException
                        || cause instanceof RecoverableDataAccessException);
    }

    /** By the class of the SQLSTATE: connection lost, rolled back by a rival, out of resources, stopped by an operator. */
    private static boolean heals(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && Stream.of("08", "40", "53", "57").anyMatch(state::startsWith);
    }

    /** What a partner's answer means, where there is one: by the partner's own rule first. */
    private Optional<PartnerFailures.Meaning> meaning(Exception failure) {
        return causes(failure)
                .flatMap(cause -> partners.stream()
                        .flatMap(partner -> partner.meaning(cause).stream())
                        .findFirst()
                        .or(() -> Optional.ofNullable(answerOf(cause)).map(Answer::meaning))
                        .stream())
                .findFirst();
    }

    private static @Nullable Answer answerOf(Throwable cause) {
        return switch (cause) {
            case RestClientResponseException http ->
                Answer.ofHttp(
                        http.getStatusCode().value(),
                        http.getResponseHeaders() == null
                                ? null
                                : http.getResponseHeaders().getFirst("Retry-After"));
            case WebApplicationException http ->
                Answer.ofHttp(http.getResponse().getStatus(), http.getResponse().getHeaderString("Retry-After"));
            case SMTPAddressFailedException smtp -> Answer.ofSmtp(smtp.getReturnCode());
            case SMTPSendFailedException smtp -> Answer.ofSmtp(smtp.getReturnCode());
            default -> null;
        };
    }

    static Stream<Throwable> causes(Throwable failure) {
        return Stream.<Throwable>iterate(failure, cause -> cause != null, cause -> next(cause))
                .limit(20);
    }

    /** Spring keeps the reason of a failed mail in a list of its own; JavaMail in a chain of its own. */
    private static @Nullable Throwable next(Throwable cause) {
        if (cause instanceof MailSendException mail && mail.getMessageExceptions().length > 0) {
            return mail.getMessageExceptions()[0];
        }
        if (cause instanceof MessagingException mail && mail.getNextException() != null) {
            return mail.getNextException();
        }
        return cause.getCause();
    }

    /** What a partner answered. */
    private record Answer(boolean heals, Verdict verdict, Optional<Duration> retryAfter) {

        PartnerFailures.Meaning meaning() {
            return new PartnerFailures.Meaning(heals, verdict, retryAfter);
        }

        static Answer ofHttp(int status, @Nullable String retryAfter) {
            boolean heals = status >= SERVER_ERROR
                    || status == REQUEST_TIMEOUT
                    || status == TOO_EARLY
                    || status == TOO_MANY_REQUESTS;
            Verdict verdict = heals ? Verdict.UNKNOWN : Verdict.REFUSED;
            return new Answer(heals, status == TOO_MANY_REQUESTS ? Verdict.NOT_REACHED : verdict, seconds(retryAfter));
        }

        /** A mail server that answers with an error has not taken the mail; with 4xx it may take it later. */
        static Answer ofSmtp(int code) {
            boolean heals = code < SMTP_FINAL;
            return new Answer(heals, heals ? Verdict.NOT_REACHED : Verdict.REFUSED, Optional.empty());
        }

        /** Seconds only: partners of ours do not send dates. */
        private static Optional<Duration> seconds(@Nullable String retryAfter) {
            return retryAfter != null && retryAfter.matches("\\d{1,6}")
                    ? Optional.of(Duration.ofSeconds(Long.parseLong(retryAfter)))
                    : Optional.empty();
        }
    }
}

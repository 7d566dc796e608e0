package io.backstitch.job;

import io.backstitch.compensation.FailureClassifier;
import io.backstitch.compensation.KeyRefused;
import io.backstitch.compensation.LeaseOver;
import io.backstitch.compensation.LedgerUnavailable;
import io.backstitch.compensation.UnknownToThisVersion;
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
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.client.RestClientResponseException;

/**
 * The one place where failures are classified.
 *
 * <p>Network trouble, 5xx, 408 and 429 heal, and the Retry-After of a partner is honoured; other 4xx are final; what is not
 * known here is a bug, and what we refuse ourselves is final; what this
 * version does not know heals when another, that is being rolled out, takes the job. So it is over HTTP and
 * SQL; {@link PartnerFailures} says it of other libraries, and where a partner differs. For the ledger: a partner that could not be reached or turned us away at its door did
 * nothing; one that answered with a no refused the key; after anything else nobody knows.
 */
@Component
public class Failures implements FailureClassifier {

    /** Between two attempts; with those of the kernel's own steps, five, an old instance is gone before the last one. */
    private static final Duration ROLLOUT = Duration.ofMinutes(1);

    private final List<PartnerFailures> partners;
    private final FailureTexts texts;

    Failures(List<PartnerFailures> partners) {
        this.partners = List.copyOf(partners);
        this.texts = new FailureTexts(this.partners, this::causes);
    }

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
    boolean isDatabaseAway(Exception failure) {
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
        return text(failure).sentence();
    }

    /** A failure in words. */
    public FailureText text(Throwable failure) {
        return texts.of(failure);
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

    private boolean isTrouble(Exception failure) {
        return causes(failure)
                .anyMatch(cause -> cause instanceof IOException
                        || cause instanceof LedgerUnavailable
                        || cause instanceof TransactionException
                        || cause instanceof InterruptedException
                        || cause instanceof SQLRecoverableException
                        || (cause instanceof SQLException sql && heals(sql))
                        || cause instanceof SQLTransientException
                        || cause instanceof TransientDataAccessException
                        || cause instanceof RecoverableDataAccessException
                        || partners.stream().anyMatch(partner -> partner.isTrouble(cause)));
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
                        .or(() -> answerOf(cause))
                        .stream())
                .findFirst();
    }

    private static Optional<PartnerFailures.Meaning> answerOf(Throwable cause) {
        return cause instanceof RestClientResponseException http
                ? Optional.of(HttpAnswer.meaning(
                        http.getStatusCode().value(),
                        Optional.ofNullable(http.getResponseHeaders()).map(it -> it.getFirst("Retry-After"))))
                : Optional.empty();
    }

    /** A failure and what caused it, outermost first. */
    Stream<Throwable> causes(Throwable failure) {
        return Stream.<Throwable>iterate(failure, cause -> cause != null, this::next)
                .limit(20);
    }

    private @Nullable Throwable next(Throwable failure) {
        return partners.stream()
                .flatMap(partner -> partner.cause(failure).stream())
                .findFirst()
                .orElse(failure.getCause());
    }
}

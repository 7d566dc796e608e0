package io.backstitch.job;

import io.backstitch.compensation.FailureClassifier.Verdict;
import java.time.Duration;
import java.util.Optional;

/** What an answer over HTTP means. */
final class HttpAnswer {

    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_EARLY = 425;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private HttpAnswer() {}

    static PartnerFailures.Meaning meaning(int status, Optional<String> retryAfter) {
        boolean heals = status >= SERVER_ERROR
                || status == REQUEST_TIMEOUT
                || status == TOO_EARLY
                || status == TOO_MANY_REQUESTS;
        Verdict verdict = heals ? Verdict.UNKNOWN : Verdict.REFUSED;
        return new PartnerFailures.Meaning(
                heals,
                status == TOO_MANY_REQUESTS ? Verdict.NOT_REACHED : verdict,
                retryAfter.flatMap(HttpAnswer::seconds));
    }

    /** Seconds only: partners of ours do not send dates. */
    private static Optional<Duration> seconds(String retryAfter) {
        return retryAfter.matches("\\d{1,6}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(retryAfter)))
                : Optional.empty();
    }
}

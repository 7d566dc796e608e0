package io.backstitch.job;

import io.backstitch.compensation.KeyRefused;
import io.backstitch.compensation.LeaseOver;
import io.backstitch.compensation.LedgerUnavailable;
import io.backstitch.compensation.UnknownToThisVersion;
import io.backstitch.masking.Masking;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.client.RestClientResponseException;

/**
 * The one place where a failure becomes words. Partners and libraries quote what they were given: names, addresses, cards. So what everybody
 * may read, and what goes to the engine and into the log, is our own sentence; what they said is for operators, and masked.
 */
class FailureTexts {

    private static final int LONGEST_ANSWER = 1000;
    private static final int MOST_BYTES = 4000;
    private static final String OURS = "io.backstitch.";

    private final List<PartnerFailures> partners;
    private final Function<Throwable, Stream<Throwable>> causes;

    FailureTexts(List<PartnerFailures> partners, Function<Throwable, Stream<Throwable>> causes) {
        this.partners = partners;
        this.causes = causes;
    }

    FailureText of(Throwable failure) {
        return new FailureText(sentence(failure), answer(failure));
    }

    private String sentence(Throwable failure) {
        return causes.apply(failure)
                .flatMap(cause ->
                        ofPartner(cause, PartnerFailures::sentence)
                                .or(() -> Optional.ofNullable(known(cause)))
                                .stream())
                .findFirst()
                .orElseGet(() -> unforeseen(failure));
    }

    private Optional<String> ofPartner(
            Throwable cause, BiFunction<PartnerFailures, Throwable, Optional<String>> words) {
        return partners.stream()
                .flatMap(partner -> words.apply(partner, cause).stream())
                .findFirst();
    }

    private static @Nullable String known(Throwable cause) {
        return switch (cause) {
            case BusinessNo no -> Masking.answer(String.valueOf(no.getMessage()));
            case KeyRefused refused -> refused.getMessage();
            case StepRefused refused -> refused.getMessage();
            case LeaseOver over -> over.getMessage();
            case UnknownToThisVersion unknown -> Masking.answer(String.valueOf(unknown.getMessage()));
            case RestClientResponseException http ->
                answered(http.getStatusCode().value());
            case ConnectException away -> "The partner could not be reached";
            case UnknownHostException away -> "The partner could not be reached";
            case HttpConnectTimeoutException away -> "The partner could not be reached";
            case HttpTimeoutException slow -> "The partner did not answer in time";
            case InterruptedIOException slow -> "The partner did not answer in time";
            case InterruptedException slow -> "The attempt was ended since its time was over";
            case LedgerUnavailable away -> "Our database did not answer";
            case SQLException sql -> "Our database did not do it (SQLSTATE %s)".formatted(sql.getSQLState());
            case IOException broken -> "The call broke off (%s)".formatted(name(broken));
            default -> null;
        };
    }

    private static String answered(int status) {
        return "The partner answered " + status;
    }

    /** Where in our code, for whoever mends it. */
    private static String unforeseen(Throwable failure) {
        return Arrays.stream(failure.getStackTrace())
                .filter(at -> at.getClassName().startsWith(OURS))
                .findFirst()
                .map(at -> "A failure that nobody foresaw: %s at %s(%s:%d)"
                        .formatted(name(failure), at.getMethodName(), at.getFileName(), at.getLineNumber()))
                .orElseGet(() -> "A failure that nobody foresaw: " + name(failure));
    }

    private static String name(Throwable failure) {
        return failure.getClass().getSimpleName();
    }

    private @Nullable String answer(Throwable failure) {
        String said = causes.apply(failure)
                .map(cause -> ofPartner(cause, PartnerFailures::answer).orElseGet(() -> said(cause)))
                .filter(text -> !text.isBlank())
                .distinct()
                .collect(Collectors.joining("; "));
        String masked = Masking.answer(said);
        return masked.isEmpty()
                ? null
                : masked.length() <= LONGEST_ANSWER ? masked : masked.substring(0, LONGEST_ANSWER) + "…";
    }

    private static String said(Throwable cause) {
        if (cause instanceof RestClientResponseException http) {
            byte[] body = http.getResponseBodyAsByteArray();
            return new String(body, 0, Math.min(body.length, MOST_BYTES), StandardCharsets.UTF_8);
        }
        boolean ours = cause instanceof BusinessNo || cause instanceof StepRefused || cause instanceof KeyRefused;
        return ours || cause.getMessage() == null ? "" : cause.getMessage();
    }
}

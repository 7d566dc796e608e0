package io.backstitch.job;

import io.backstitch.compensation.KeyRefused;
import io.backstitch.compensation.LeaseOver;
import io.backstitch.compensation.LedgerUnavailable;
import io.backstitch.compensation.UnknownToThisVersion;
import io.backstitch.masking.Masking;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.client.RestClientResponseException;

/**
 * The one place where a failure becomes words. Partners and libraries quote what they were given: names, addresses, cards. So what everybody
 * may read, and what goes to the engine and into the log, is our own sentence; what they said is for operators, and masked.
 *
 * @param sentence ours
 * @param answer what the partner or the library said, masked; null when that is nothing
 */
public record FailureText(String sentence, @Nullable String answer) {

    private static final int LONGEST_ANSWER = 1000;
    private static final int MOST_BYTES = 4000;
    private static final String OURS = "io.backstitch.";

    public static FailureText of(Throwable failure) {
        return new FailureText(sentence(failure), answer(failure));
    }

    private static String sentence(Throwable failure) {
        return Failures.causes(failure)
                .map(FailureText::known)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> unforeseen(failure));
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
            case WebApplicationException http -> answered(http.getResponse().getStatus());
            case SMTPAddressFailedException smtp -> "The mail server answered " + smtp.getReturnCode();
            case SMTPSendFailedException smtp -> "The mail server answered " + smtp.getReturnCode();
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

    private static @Nullable String answer(Throwable failure) {
        String said = Failures.causes(failure)
                .map(FailureText::said)
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
        if (cause instanceof WebApplicationException http) {
            return body(http);
        }
        boolean ours = cause instanceof BusinessNo || cause instanceof StepRefused || cause instanceof KeyRefused;
        return ours || cause.getMessage() == null ? "" : cause.getMessage();
    }

    /** What Keycloak says is in the body, and nowhere else; one that nobody has kept is gone. */
    private static String body(WebApplicationException http) {
        String message = String.valueOf(http.getMessage());
        try {
            Response response = http.getResponse();
            String body = response.hasEntity() ? response.readEntity(String.class) : "";
            return body.isBlank() ? message : message + ": " + body.substring(0, Math.min(body.length(), MOST_BYTES));
        } catch (ProcessingException | IllegalStateException e) {
            return message;
        }
    }
}

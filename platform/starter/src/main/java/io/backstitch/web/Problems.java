package io.backstitch.web;

import io.backstitch.compensation.LedgerUnavailable;
import io.backstitch.database.DataErrors;
import io.backstitch.value.BadFields;
import io.backstitch.value.BadValue;
import io.backstitch.value.Field;
import io.backstitch.value.Unreadable;
import io.backstitch.value.Wanted;
import io.camunda.client.api.command.ClientException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.ConversionNotSupportedException;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns failures into problem details. */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(Problems.class);

    /** Names each field and what is wrong with it, never its value. */
    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<Field> errors = failure.getBindingResult().getFieldErrors().stream()
                .map(error -> new Field(error.getField(), String.valueOf(error.getDefaultMessage())))
                .sorted()
                .toList();
        ProblemDetail problem = failure.getBody();
        problem.setDetail("Some fields are missing or wrong; see errors");
        problem.setProperty("errors", errors);
        return handleExceptionInternal(failure, problem, headers, status, request);
    }

    /** A parameter of the address: says what would be right, never what it was. */
    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemDetail problem = parameter(String.valueOf(failure.getPropertyName()), fault(failure));
        return handleExceptionInternal(failure, problem, headers, status, request);
    }

    private static String fault(TypeMismatchException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BadValue bad) {
                return bad.fault();
            }
        }
        String wanted = Wanted.of(failure.getRequiredType());
        return "must be " + (wanted == null ? "of another kind" : wanted);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException failure,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return handleExceptionInternal(
                failure, parameter(failure.getParameterName(), "is missing"), headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleServletRequestBindingException(
            ServletRequestBindingException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemDetail problem = failure instanceof MissingRequestHeaderException missing
                ? parameter(missing.getHeaderName(), "is missing: send it as a header")
                : null;
        return handleExceptionInternal(failure, problem, headers, status, request);
    }

    private static ProblemDetail parameter(String name, String why) {
        return Problem.ofParameter(name, why).getBody();
    }

    /** Wherever it was read. */
    @ExceptionHandler({RefusedBody.class, MultipartException.class})
    ProblemDetail refusedBody(RuntimeException failure) {
        RefusedBody refused = RefusedBody.in(failure);
        return refused == null
                ? ProblemDetail.forStatusAndDetail(
                        HttpStatus.BAD_REQUEST,
                        "The body has no parts that we can read; send it as multipart/form-data")
                : refused.problem();
    }

    /** A body that is no JSON, or has a field of another kind: names the field, and never what a library says of it. */
    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        RefusedBody refused = RefusedBody.in(failure);
        if (refused != null) {
            return handleExceptionInternal(failure, refused.problem(), headers, refused.status(), request);
        }
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, Unreadable.sentence(failure.getCause()));
        if (failure.getCause() instanceof BadFields bad) {
            problem.setProperty("errors", bad.fields());
        }
        return handleExceptionInternal(failure, problem, headers, status, request);
    }

    /** What the framework refuses by itself: our sentence in place of its own, unless it names what is missing. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception failure, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        Object answer = body == null && !speaksForItself(failure)
                ? ProblemDetail.forStatusAndDetail(status, Sentences.of(status.value()))
                : body;
        return super.handleExceptionInternal(failure, answer, headers, status, request);
    }

    private static boolean speaksForItself(Exception failure) {
        return failure instanceof ErrorResponseException
                || failure instanceof ServletRequestBindingException
                || failure instanceof MissingServletRequestPartException;
    }

    /** Parameters of the address: names each, and what is wrong with it. */
    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<Field> errors = failure.getParameterValidationResults().stream()
                .flatMap(result -> result.getResolvableErrors().stream()
                        .map(error -> new Field(
                                String.valueOf(result.getMethodParameter().getParameterName()),
                                String.valueOf(error.getDefaultMessage()))))
                .sorted()
                .toList();
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(status, "Some parameters are missing or wrong; see errors");
        problem.setProperty("errors", errors);
        return handleExceptionInternal(failure, problem, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleConversionNotSupported(
            ConversionNotSupportedException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        log.error("A parameter is of a type that nothing can read", failure);
        return handleExceptionInternal(failure, null, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotWritable(
            HttpMessageNotWritableException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        log.error("An answer cannot be written", failure);
        return handleExceptionInternal(failure, null, headers, status, request);
    }

    /** A text of ours says what would be right. One of a library may tell anything: it goes to the log. */
    @ExceptionHandler(IllegalArgumentException.class)
    ProblemDetail badRequest(IllegalArgumentException failure) {
        if (isOurs(failure)) {
            return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, String.valueOf(failure.getMessage()));
        }
        log.warn("A request was refused because of a value that a library does not take", failure);
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.BAD_REQUEST,
                "The request holds a value that cannot be taken; the description of the API says what can");
    }

    private static boolean isOurs(IllegalArgumentException failure) {
        StackTraceElement[] thrown = failure.getStackTrace();
        return thrown.length > 0 && thrown[0].getClassName().startsWith("io.backstitch.");
    }

    /** Nothing was begun. */
    @ExceptionHandler(CannotCreateTransactionException.class)
    ProblemDetail databaseAway(CannotCreateTransactionException failure) {
        log.error("A request was turned away because the database did not answer", failure);
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.SERVICE_UNAVAILABLE, "Nothing was stored; send the same request again in a moment");
    }

    /** Something was begun, and its end is not known: the database or the engine went away in the middle. */
    @ExceptionHandler({
        TransactionException.class,
        DataAccessException.class,
        LedgerUnavailable.class,
        ClientException.class
    })
    ProblemDetail answerUnknown(Exception failure, HttpMethod method) {
        Optional<String> fault = DataErrors.of(failure);
        if (fault.isPresent()) {
            log.warn("A request was refused because of what it holds: {}", fault.get(), failure);
            return ProblemDetail.forStatusAndDetail(
                    HttpStatus.BAD_REQUEST,
                    "The request holds what cannot be kept: %s. Nothing was stored; correct it".formatted(fault.get()));
        }
        if (DataErrors.isTooSlow(failure)) {
            log.warn("A request was broken off because the database took too long for it: {}", oneLine(failure));
            return ProblemDetail.forStatusAndDetail(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    HttpMethod.GET.equals(method)
                            ? "The database took too long for it; ask for less, or again in a moment"
                            : "The database took too long for it; send the same request again in a moment: twice is the same as once");
        }
        if (HttpMethod.GET.equals(method) && DataErrors.hasCause(failure, SQLTransientConnectionException.class)) {
            log.warn("A request was turned away because no connection was free for it: {}", oneLine(failure));
            return ProblemDetail.forStatusAndDetail(
                    HttpStatus.SERVICE_UNAVAILABLE, "Too many are reading at this moment; ask again in a moment");
        }
        log.error("A request was broken off because the database or the engine went away", failure);
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.SERVICE_UNAVAILABLE,
                "Nobody knows whether it was taken; send the same request again in a moment: twice is the same as once");
    }

    private static String oneLine(Exception failure) {
        return String.valueOf(failure.getMessage()).replaceAll("\\s+", " ");
    }

    /** A bug. What it is stands in the log and is no business of the caller. */
    @ExceptionHandler(RuntimeException.class)
    ProblemDetail bug(RuntimeException failure) {
        log.error("A request failed in a way that nobody has thought of", failure);
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.INTERNAL_SERVER_ERROR, "We failed, and it is not your request's fault; our log says why");
    }
}

package io.backstitch.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.api.command.ClientException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a caller hears when we fail: whether to send the request again, and never that the fault is the caller's. */
class ProblemsTest {

    private RuntimeException failure = new IllegalStateException();

    @Test
    void asksForTheSameRequestAgainWhenTheDatabaseWentAwayInTheMiddle() {
        failure = new TransactionSystemException("JDBC rollback failed");
        assertAnswer(HttpStatus.SERVICE_UNAVAILABLE, "Nobody knows whether it was taken");

        failure = new DataAccessResourceFailureException("connection closed");
        assertAnswer(HttpStatus.SERVICE_UNAVAILABLE, "Nobody knows whether it was taken");
    }

    @Test
    void asksForTheSameRequestAgainWhenTheEngineIsAway() {
        failure = new ClientException("io exception");

        assertAnswer(HttpStatus.SERVICE_UNAVAILABLE, "Nobody knows whether it was taken");
    }

    @Test
    void saysThatNothingWasStoredWhenNothingCouldBeBegun() {
        failure = new CannotCreateTransactionException("no connection");

        assertAnswer(HttpStatus.SERVICE_UNAVAILABLE, "Nothing was stored");
    }

    @Test
    void blamesItselfForABugAndKeepsItsDetailsToItself() {
        failure = new IllegalStateException("secret");

        assertAnswer(HttpStatus.INTERNAL_SERVER_ERROR, "it is not your request's fault");
        assertThat(call().getResponse().getContentAsByteArray()).asString().doesNotContain("secret");
    }

    @Test
    void saysWhatAParameterOfTheAddressLooksLike() {
        assertBadParameter("since=yesterday", "since must be a time such as 2026-11-21T10:00:00Z");
        assertBadParameter("state=SAD", "state must be one of OPEN, CLOSED");
        assertBadParameter("limit=many", "limit must be a whole number");
    }

    private void assertBadParameter(String query, String detail) {
        assertThat(get("/lists?" + query))
                .hasStatus(HttpStatus.BAD_REQUEST)
                .bodyJson()
                .extractingPath("detail")
                .isEqualTo(detail);
    }

    private void assertAnswer(HttpStatus status, String words) {
        assertThat(call()).hasStatus(status).bodyText().contains(words);
    }

    private MvcTestResult call() {
        return get("/fails");
    }

    private MvcTestResult get(String uri) {
        return MockMvcTester.of(
                        List.of(new Failing()),
                        it -> it.setControllerAdvice(new Problems()).build())
                .get()
                .uri(uri)
                .exchange();
    }

    enum State {
        OPEN,
        CLOSED
    }

    @RestController
    final class Failing {
        @GetMapping("/fails")
        public void fail() {
            throw failure;
        }

        @GetMapping("/lists")
        public String list(
                @RequestParam(required = false) @Nullable Instant since,
                @RequestParam(required = false) @Nullable State state,
                @RequestParam(required = false) @Nullable Integer limit) {
            return "%s %s %s".formatted(since, state, limit);
        }
    }
}

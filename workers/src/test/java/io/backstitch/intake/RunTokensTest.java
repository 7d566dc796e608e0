package io.backstitch.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.PartsOnDatabase;
import io.backstitch.compensation.SagaId;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A name is believed when it is signed, and when its run is from before there were signatures. */
@NeedsStack(Part.POSTGRES)
class RunTokensTest {

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class Nothing {}

    private final JdbcClient jdbc;
    private final SagaId saga = new SagaId("token", UUID.randomUUID().toString());
    private final RunTokens tokens;

    RunTokensTest(RunningStack stack) {
        jdbc = PartsOnDatabase.forAllTests(stack, Nothing.class).getBean(JdbcClient.class);
        tokens = new RunTokens(jdbc, Instant::now);
    }

    @Test
    void believesWhatItHasSigned() {
        String name = tokens.sign(saga);

        assertThat(name).startsWith(saga.value() + "~1.");
        assertThat(tokens.verified(name)).contains(saga);
        assertThat(new RunTokens(jdbc, Instant::now).verified(name))
                .as("another process of the application")
                .contains(saga);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "~",
                "~1",
                "~1.",
                "~1.AAAAAAAAAAAAAAAAAAAAAA",
                "~2.AAAAAAAAAAAAAAAAAAAAAA",
                "~-1.A",
                "~1.=",
                "~1.1.1"
            })
    void believesNothingElse(String token) {
        assertThat(tokens.verified(saga.value() + token)).isEmpty();
    }

    @Test
    void aSignatureIsOfOneRunOnly() {
        String token = tokens.sign(saga).substring(saga.value().length());

        assertThat(tokens.verified("token/another" + token)).isEmpty();
        assertThat(tokens.verified("another/" + saga.businessId() + token)).isEmpty();
    }

    @Test
    void signsNothingWhileTheVersionBeforeMayBeAtWork() {
        RunTokens early = new RunTokens(jdbc, () -> Instant.EPOCH);

        assertThat(early.sign(saga)).isEqualTo(saga.value());
    }

    @Test
    void believesANameWithoutASignatureOfARunFromBefore() {
        assertThat(tokens.verified(saga.value())).as("no such run").isEmpty();
        opened(Instant.EPOCH);
        assertThat(tokens.verified(saga.value())).contains(saga);
    }

    @Test
    void believesNoNameWithoutASignatureOfARunFromAfter() {
        opened(Instant.now());

        assertThat(tokens.verified(saga.value())).isEmpty();
    }

    private void opened(Instant at) {
        jdbc.sql(
                        "INSERT INTO saga (id, process, business_id, state, opened_at) VALUES (?, ?, ?, 'RUNNING', ?::timestamptz)")
                .params(saga.value(), saga.process(), saga.businessId(), at.toString())
                .update();
    }
}

package io.backstitch.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.Migrations;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What the version before kept in clear, is masked when the database is migrated, and what viewers read of it is the class. */
@NeedsStack(Part.POSTGRES)
class MaskedAnswersTest {

    private static final String SAID =
            "org.springframework.web.client.HttpClientErrorException$BadRequest: 400 Bad Request: \"card tok_visa of ada@example.org 4111 1111 1111 1111\"";

    private final RunningStack stack;
    private final String url;
    private final JdbcClient jdbc;

    MaskedAnswersTest(RunningStack stack) {
        this.stack = stack;
        url = stack.newDatabase();
        jdbc = JdbcClient.create(new DriverManagerDataSource(url, stack.jdbcUser(), stack.jdbcPassword()));
    }

    @Test
    void areMadeOfWhatWasKeptInClear() {
        migrate("20261130.130");
        jdbc.sql("""
                        INSERT INTO failed_attempt (job_key, process_instance_key, process, element, job_type, classified, error, at)
                        VALUES (1, 1, 'onboarding', 'Task_ChargeCard', 'charge', 'FINAL', ?, now())
                        """).param(SAID).update();
        letter("FINAL", SAID);
        letter("INCIDENT", "failed to evaluate 'ada@example.org'");
        letter("IN_DOUBT", "Nobody knows whether it happened");

        migrate("latest");

        assertThat(jdbc.sql("SELECT error || ' / ' || answer FROM failed_attempt")
                        .query(String.class)
                        .single())
                .startsWith("HttpClientErrorException$BadRequest / org.springframework")
                .contains("card [token] of [e-mail] [number]");
        assertThat(jdbc.sql("SELECT reason || ' / ' || coalesce(answer, '') FROM dead_letter ORDER BY id")
                        .query(String.class)
                        .list())
                .satisfiesExactly(
                        last -> assertThat(last)
                                .startsWith("HttpClientErrorException$BadRequest / ")
                                .doesNotContain("example.org", "tok_visa", "4111"),
                        incident -> assertThat(incident)
                                .isEqualTo("The engine cannot go on here / failed to evaluate '[e-mail]'"),
                        inDoubt -> assertThat(inDoubt).isEqualTo("Nobody knows whether it happened / "));
    }

    private void letter(String kind, String reason) {
        jdbc.sql("""
                        INSERT INTO dead_letter (state, kind, reason, process_instance_key, process, element, retries, opened_at)
                        VALUES ('OPEN', ?, ?, 1, 'onboarding', 'Task_ChargeCard', 3, now())
                        """).params(kind, reason).update();
    }

    private void migrate(String target) {
        Migrations.main(new String[] {
            "--spring.datasource.url=" + url,
            "--spring.datasource.username=" + stack.jdbcUser(),
            "--spring.datasource.password=" + stack.jdbcPassword(),
            "--spring.flyway.target=" + target
        });
    }
}

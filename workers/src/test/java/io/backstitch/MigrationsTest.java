package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.stack.Part;
import io.backstitch.stack.component.Postgres;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** An empty database becomes one that the application can use, by a program of its own. */
@NeedsStack(Part.POSTGRES)
class MigrationsTest {

    private final String url;
    private final RunningStack stack;

    MigrationsTest(RunningStack stack) {
        this.stack = stack;
        this.url = stack.newDatabase();
    }

    @Test
    void makesTheTablesThatTheApplicationMayUseAndDoesNotOwn() {
        migrate(stack.jdbcPassword());
        migrate(stack.jdbcPassword());

        JdbcClient application = client(url, Postgres.APPLICATION_USER, Postgres.PASSWORD);
        assertThat(application
                        .sql("SELECT count(*) FROM audit_entry")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(application
                        .sql("SELECT count(*) FROM effect")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThatThrownBy(() -> application.sql("DROP TABLE audit_entry").update())
                .rootCause()
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("must be owner");
    }

    @Test
    void failsWhenItMayNotLogIn() {
        assertThatThrownBy(() -> migrate("wrong")).rootCause().hasMessageContaining("password authentication failed");
    }

    private void migrate(String password) {
        Migrations.main(new String[] {
            "--spring.datasource.url=" + url,
            "--spring.datasource.username=" + stack.jdbcUser(),
            "--spring.datasource.password=" + password,
            "--spring.datasource.hikari.maximum-pool-size=2",
            "--spring.datasource.hikari.connection-timeout=10000",
            "--spring.flyway.connect-retries=0"
        });
    }

    private static JdbcClient client(String url, String user, String password) {
        return JdbcClient.create(new DriverManagerDataSource(url, user, password));
    }
}

package io.backstitch;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the application may not do for long, a migration may. */
@NeedsStack(Part.POSTGRES)
class MigrationConnectionsTest {

    @EnableAutoConfiguration
    @Import(MigrationConnections.class)
    static class Migrated {}

    @Test
    void aMigrationTakesTheTimeThatItTakes(RunningStack stack) {
        try (ConfigurableApplicationContext application = PartsOnDatabase.start(
                stack,
                new SpringApplicationBuilder(Migrated.class),
                "--spring.datasource.hikari.data-source-properties.options=-c statement_timeout=15000")) {
            assertThat(limit(application.getBean(DataSource.class))).isEqualTo("15s");
            assertThat(limit(
                            application.getBean(Flyway.class).getConfiguration().getDataSource()))
                    .isEqualTo("0");
        }
    }

    private static String limit(DataSource connections) {
        return JdbcClient.create(connections)
                .sql("SHOW statement_timeout")
                .query(String.class)
                .single();
    }
}

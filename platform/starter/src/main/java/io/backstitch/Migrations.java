package io.backstitch;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Import;

/**
 * Brings the database's tables up to date as the application would at its start, and ends. It runs as the owner of the tables before any instance of
 * a new version does, so that the instances ({@code spring.flyway.enabled=false}) need not know who that is. Twice is the same as once, and two at a time wait
 * for each other; when it fails, the program fails.
 */
@ImportAutoConfiguration({DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
@Import(MigrationConnections.class)
public class Migrations {

    /** Migrates, with the settings of the environment and of the arguments. */
    public static void main(String[] args) {
        new SpringApplicationBuilder(Migrations.class)
                .web(WebApplicationType.NONE)
                .run(args)
                .close();
    }
}

package io.backstitch.lane;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;

/** Puts the lanes' connections between the application and its database. */
@Configuration(proxyBeanMethods = false)
class LaneConfiguration {

    @Bean
    LanesSettings lanesSettings(Environment environment) {
        return LanesSettings.from(Binder.get(environment));
    }

    /** Of all that is no lane: doors, relay, outbox, records. The other pools are made as this one is, statement_timeout included. */
    @Bean
    @ConfigurationProperties("spring.datasource.hikari")
    HikariDataSource applicationConnections(DataSourceProperties properties, DatabaseSettings settings) {
        HikariDataSource connections = properties
                .initializeDataSourceBuilder()
                .type(HikariDataSource.class)
                .build();
        connections.addDataSourceProperty("options", settings.connectionOptions());
        return connections;
    }

    @Bean
    @Primary
    LaneDataSource dataSource(HikariDataSource applicationConnections) {
        return new LaneDataSource(applicationConnections);
    }
}

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

    /** Of all that is no lane: doors, relay, outbox, records. */
    @Bean
    @ConfigurationProperties("spring.datasource.hikari")
    HikariDataSource applicationConnections(DataSourceProperties properties) {
        return properties
                .initializeDataSourceBuilder()
                .type(HikariDataSource.class)
                .build();
    }

    @Bean
    @Primary
    LaneDataSource dataSource(HikariDataSource applicationConnections) {
        return new LaneDataSource(applicationConnections);
    }
}

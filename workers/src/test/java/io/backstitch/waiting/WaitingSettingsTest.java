package io.backstitch.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

class WaitingSettingsTest {
    /** The promise is about the looks, and not about how busy a machine is: so it is asked of the settings of production. */
    @Test
    void aStuckRunIsToldOfWithinAMinute() throws IOException {
        StandardEnvironment environment = new StandardEnvironment();
        new YamlPropertySourceLoader()
                .load("application", new ClassPathResource("application.yaml"))
                .forEach(environment.getPropertySources()::addLast);
        ConfigurationPropertySources.attach(environment);

        WaitingSettings production = Binder.get(environment)
                .bind("backstitch.waiting", WaitingSettings.class)
                .get();

        assertThat(production.patience().plus(production.look().multipliedBy(3)))
                .isLessThan(Duration.ofMinutes(1));
    }
}

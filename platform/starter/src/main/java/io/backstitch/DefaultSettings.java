package io.backstitch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The settings of the platform and its parts, {@code META-INF/backstitch/*.yaml} of each, with their comments: whatever else sets one of them comes before,
 * the application's own {@code application.yaml} among it.
 */
class DefaultSettings implements EnvironmentPostProcessor {

    private static final String FILES = "classpath*:META-INF/backstitch/*.yaml";

    private final YamlPropertySourceLoader yaml = new YamlPropertySourceLoader();

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        try {
            for (Resource file :
                    new PathMatchingResourcePatternResolver(application.getClassLoader()).getResources(FILES)) {
                List<PropertySource<?>> settings = yaml.load("Backstitch: " + file.getFilename(), file);
                settings.forEach(environment.getPropertySources()::addLast);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

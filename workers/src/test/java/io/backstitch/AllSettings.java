package io.backstitch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The settings of the application and of the platform, as they are shipped. */
public final class AllSettings {

    private AllSettings() {}

    /** Settings of a kind. */
    public static <T> T bind(String prefix, Class<T> settings) {
        StandardEnvironment environment = new StandardEnvironment();
        for (Resource file : files()) {
            try {
                new YamlPropertySourceLoader()
                        .load(file.getURL().toString(), file)
                        .forEach(environment.getPropertySources()::addLast);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        ConfigurationPropertySources.attach(environment);
        return Binder.get(environment).bind(prefix, settings).get();
    }

    /** All of them. */
    public static Properties all() {
        YamlPropertiesFactoryBean bean = new YamlPropertiesFactoryBean();
        bean.setResources(files().reversed().toArray(Resource[]::new));
        return Objects.requireNonNull(bean.getObject());
    }

    /** What comes first counts. */
    private static List<Resource> files() {
        try {
            Resource[] platform =
                    new PathMatchingResourcePatternResolver().getResources("classpath*:META-INF/backstitch/*.yaml");
            return Stream.concat(Stream.of(new ClassPathResource("application.yaml")), Arrays.stream(platform))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

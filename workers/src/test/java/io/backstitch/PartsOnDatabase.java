package io.backstitch;

import io.backstitch.stack.junit.RunningStack;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Some parts of the application on a real database of the test class's own, without an engine, Kafka and doors. */
public final class PartsOnDatabase {

    private PartsOnDatabase() {}

    /** Starts them; the caller closes. */
    public static ConfigurableApplicationContext start(RunningStack stack, Class<?>... parts) {
        return start(stack, new SpringApplicationBuilder(parts));
    }

    /** One that all tests of the class have together, each with business ids of its own; nobody closes it. */
    public static ConfigurableApplicationContext forAllTests(RunningStack stack, Class<?>... parts) {
        return stack.forAllTests(ConfigurableApplicationContext.class, () -> start(stack, parts));
    }

    /** The same with settings of one's own. */
    public static ConfigurableApplicationContext start(
            RunningStack stack, SpringApplicationBuilder parts, String... settings) {
        return start(stack, parts, WebApplicationType.NONE, settings);
    }

    /** The same with doors. */
    public static ConfigurableApplicationContext start(
            RunningStack stack, SpringApplicationBuilder parts, WebApplicationType web, String... settings) {
        Stream<String> common = Stream.of(
                "--spring.datasource.url=" + stack.jdbcUrl(),
                "--spring.datasource.username=" + stack.jdbcUser(),
                "--spring.datasource.password=" + stack.jdbcPassword(),
                "--spring.kafka.bootstrap-servers=localhost:1",
                // These name what they take of the platform.
                "--backstitch.enabled=false",
                "--camunda.client.enabled=false",
                "--management.endpoint.health.validate-group-membership=false");
        return parts.web(web).run(Stream.concat(common, Stream.of(settings)).toArray(String[]::new));
    }
}

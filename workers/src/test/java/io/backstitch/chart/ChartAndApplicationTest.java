package io.backstitch.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.AllSettings;
import io.backstitch.model.Repository;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The chart and the application mean the same: what one sets the other reads, and what one promises the other does. */
class ChartAndApplicationTest {

    static final Set<String> GOOD = Chart.GOOD.keySet();

    /** Read by the JVM, by Kubernetes, and by LanesSettings, which binds what stands beside the names of lanes by itself. */
    private static final Set<String> OF_OTHERS =
            Set.of("JAVA_TOOL_OPTIONS", "POD_NAME", "BACKSTITCH_LANES_RUN", "BACKSTITCH_LANES_DRAIN");

    private static final Properties APPLICATION = AllSettings.all();
    private static final Properties VALUES = yaml(new FileSystemResource(Chart.FOLDER.resolve("values.yaml")));

    @ParameterizedTest
    @FieldSource("GOOD")
    void theApplicationReadsEveryVariable(String values) throws Exception {
        Set<String> known = knownVariables();

        assertThat(Chart.of(Chart.GOOD.getOrDefault(values, List.of())).variables())
                .extracting(variable -> variable.path("name").asString())
                .filteredOn(name -> !OF_OTHERS.contains(name))
                .allSatisfy(name -> assertThat(known)
                        .as("the properties of the application")
                        .anyMatch(property -> property.endsWith("*")
                                ? name.startsWith(property.substring(0, property.length() - 1))
                                : name.replace("_", "").equals(property)));
    }

    @ParameterizedTest
    @FieldSource("GOOD")
    void probesAskWhatTheApplicationAnswers(String values) {
        assertThat(APPLICATION)
                .containsEntry("management.endpoint.health.probes.enabled", true)
                .containsEntry("management.endpoint.health.group.readiness.include", "readinessState,modelDeployment")
                .containsEntry("management.server.port", 8086)
                .doesNotContainKeys("server.port", "management.endpoints.web.base-path");
        assertThat(Chart.of(Chart.GOOD.getOrDefault(values, List.of())).ofKind("Deployment"))
                .allSatisfy(deployment -> {
                    JsonNode container = deployment.at("/spec/template/spec/containers/0");
                    assertThat(container.at("/ports/0/containerPort").asInt()).isEqualTo(8080);
                    assertThat(container.at("/ports/1/name").asString()).isEqualTo("management");
                    assertThat(container.at("/ports/1/containerPort").asInt()).isEqualTo(8086);
                    for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                        assertThat(container.at("/" + probe + "/httpGet/port").asString())
                                .isEqualTo("management");
                    }
                    assertThat(container.at("/readinessProbe/httpGet/path").asString())
                            .isEqualTo("/actuator/health/readiness");
                    for (String probe : List.of("startupProbe", "livenessProbe")) {
                        assertThat(container.at("/" + probe + "/httpGet/path").asString())
                                .isEqualTo("/actuator/health/liveness");
                    }
                });
    }

    @Test
    void thePoolIsAsLargeAsTheApplicationsOwn() {
        assertThat(VALUES.get("database.poolSize"))
                .isEqualTo(APPLICATION.get("spring.datasource.hikari.maximum-pool-size"));
        assertThat(VALUES.get("database.listConnections"))
                .isEqualTo(APPLICATION.get("backstitch.database.list-connections"));
    }

    @Test
    void lanesAreTheApplicationsOwn() {
        assertThat(APPLICATION.keySet())
                .as("as many as the chart counts where a pod runs all")
                .filteredOn(name -> String.valueOf(name).matches("backstitch[.]lanes[.][a-z]+[.]connections"))
                .containsExactlyInAnyOrder(
                        "backstitch.lanes.system.connections", "backstitch.lanes.automation.connections");
        assertThat(List.of(
                        APPLICATION.get("backstitch.lanes.system.connections"),
                        APPLICATION.get("backstitch.lanes.automation.connections")))
                .containsOnly(VALUES.get("database.laneConnections"));
        assertThat(APPLICATION.get("backstitch.lanes.drain")).isEqualTo(VALUES.get("drain.jobsSeconds") + "s");
    }

    @Test
    void theApplicationServesTheMetricsThatAreScraped() {
        assertThat(ClassUtils.isPresent(
                        "io.micrometer.prometheusmetrics.PrometheusMeterRegistry",
                        getClass().getClassLoader()))
                .isTrue();
        assertThat(APPLICATION.getProperty("management.endpoints.web.exposure.include"))
                .contains("prometheus");
    }

    @Test
    void alertsAndDashboardsAskForWhatTheApplicationMeasures() throws IOException {
        String asked = Chart.of(Chart.GOOD.getOrDefault("lanes", List.of()))
                        .ofKind("PrometheusRule")
                        .toString()
                + Files.readString(Chart.FOLDER.resolve("dashboards/backstitch.json"));
        Set<String> measured = measured();

        assertThat(Pattern.compile("backstitch_[a-z_]+(?=\\{)").matcher(asked).results())
                .extracting(found ->
                        found.group().replaceFirst("_(total|seconds)$", "").replace('_', '.'))
                .contains(
                        "backstitch.incidents",
                        "backstitch.runs.ended",
                        "backstitch.runs.stuck",
                        "backstitch.jobs.waiting")
                .isSubsetOf(measured);
    }

    private static Set<String> measured() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Repository.ROOT.resolve("platform"))) {
            for (Path source :
                    sources.filter(it -> it.toString().endsWith(".java")).toList()) {
                Pattern.compile("(?:counter|gauge|builder|timer)\\(\\s*\"([a-z.]+)\"")
                        .matcher(Files.readString(source))
                        .results()
                        .forEach(found -> names.add(found.group(1)));
            }
        }
        return names;
    }

    /** Without dashes, dots and underscores; a star where the keys of a map follow. */
    private static Set<String> knownVariables() throws IOException {
        Set<String> known = new TreeSet<>();
        JsonMapper json = new JsonMapper();
        for (Resource metadata : new PathMatchingResourcePatternResolver()
                .getResources("classpath*:META-INF/spring-configuration-metadata.json")) {
            json.readTree(metadata.getContentAsByteArray())
                    .path("properties")
                    .valueStream()
                    .filter(property -> !property.has("deprecation"))
                    .forEach(property -> known.add(variable(
                            property.path("name").asString(),
                            property.path("type").asString().startsWith(Map.class.getName()))));
        }
        settings().forEach(type -> {
            String prefix = AnnotationUtils.getValue(type.getAnnotation(ConfigurationProperties.class)) + ".";
            for (RecordComponent component : type.getRecordComponents()) {
                known.add(variable(prefix + component.getName(), false));
            }
        });
        return known;
    }

    private static String variable(String property, boolean map) {
        String name = property.toUpperCase(Locale.ROOT);
        return map ? name.replaceAll("[.-]", "_") + "_*" : name.replaceAll("[.-]", "");
    }

    private static Stream<Class<?>> settings() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false) {
            @Override
            protected boolean isCandidateComponent(
                    org.springframework.beans.factory.annotation.AnnotatedBeanDefinition definition) {
                return true;
            }
        };
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        return scanner.findCandidateComponents("io.backstitch").stream()
                .<Class<?>>map(found -> ClassUtils.resolveClassName(
                        String.valueOf(found.getBeanClassName()), ChartAndApplicationTest.class.getClassLoader()))
                .filter(Class::isRecord);
    }

    private static Properties yaml(Resource resource) {
        YamlPropertiesFactoryBean bean = new YamlPropertiesFactoryBean();
        bean.setResources(resource);
        return Objects.requireNonNull(bean.getObject());
    }
}

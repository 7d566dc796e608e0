package io.backstitch.chart;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import io.backstitch.model.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.config.YamlProcessor;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the chart makes of values.
 *
 * @param yaml as Helm renders it
 * @param resources the same, parsed
 */
record Chart(String yaml, List<JsonNode> resources) {

    static final Path FOLDER = Repository.ROOT.resolve("helm");
    static final Path SMALLEST = FOLDER.resolve("examples/smallest.yaml");
    static final Path CAMUNDA_WITH_KEYCLOAK = FOLDER.resolve("examples/camunda-keycloak.yaml");
    static final Path LANES = FOLDER.resolve("examples/lanes.yaml");
    static final Path EVERYTHING_ELSE = Path.of("src/test/resources/chart/everything-else.yaml");

    /** What the annotation {@code helm.sh/hook} is called here. */
    static final String HOOK = "helm.sh/the-hook";

    static final String NAMESPACE = "shop-space";

    /** The sets of values that are good, by name. */
    static final Map<String, List<Path>> GOOD = Map.of(
            "smallest", List.of(SMALLEST),
            "camunda-keycloak", List.of(CAMUNDA_WITH_KEYCLOAK),
            "lanes", List.of(SMALLEST, LANES),
            "camunda-keycloak-lanes", List.of(CAMUNDA_WITH_KEYCLOAK, LANES),
            "everything-else", List.of(SMALLEST, EVERYTHING_ELSE));

    private static final Path WITHOUT_HOOKS = withoutHooks();

    static Helm helm() {
        return new Helm(FOLDER);
    }

    /** Helm as a library leaves hooks out of what it renders: here they are called something else. */
    private static Path withoutHooks() {
        try {
            Path copy = Files.createDirectories(Path.of("target/chart/backstitch"));
            FileSystemUtils.deleteRecursively(copy);
            FileSystemUtils.copyRecursively(FOLDER, copy);
            Path job = copy.resolve("templates/migrations.yaml");
            Files.writeString(job, Files.readString(job).replace("helm.sh/hook", HOOK));
            return copy.toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Chart of(List<Path> values) {
        return of(values, Map.of());
    }

    /**
     * Renders as release {@code shop}.
     *
     * @param more values by their paths
     * @throws IllegalStateException with what Helm says when it refuses
     */
    static Chart of(List<Path> values, Map<String, Object> more) {
        TemplateCommand command = new Helm(WITHOUT_HOOKS)
                .template()
                .withName("shop")
                .withNamespace(NAMESPACE)
                .withKubeVersion("1.31.0");
        values.forEach(file -> command.withValuesFile(file.toAbsolutePath()));
        more.forEach(command::set);
        String yaml = command.call();
        return new Chart(yaml, new Documents().read(yaml));
    }

    List<JsonNode> ofKind(String kind) {
        return resources.stream()
                .filter(resource -> resource.path("kind").asString().equals(kind))
                .toList();
    }

    /** The templates of all pods, of the job too. */
    List<JsonNode> pods() {
        return resources.stream()
                .map(resource -> resource.at("/spec/template"))
                .filter(template -> !template.isMissingNode())
                .toList();
    }

    /** All variables of all containers. */
    List<JsonNode> variables() {
        return pods().stream()
                .flatMap(pod -> pod.at("/spec/containers").valueStream())
                .flatMap(container -> container.path("env").valueStream())
                .toList();
    }

    /** Several documents in one text. */
    private static final class Documents extends YamlProcessor {

        private final JsonMapper json = new JsonMapper();

        List<JsonNode> read(String yaml) {
            List<JsonNode> documents = new ArrayList<>();
            setResources(new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
            process((properties, document) -> documents.add(json.valueToTree(document)));
            return documents;
        }
    }
}

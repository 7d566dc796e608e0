package io.backstitch.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.LintResult;
import io.backstitch.model.NodeScript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;

/** What the chart installs, for every set of values that is meant to work. */
class ChartTest {

    static final Set<String> GOOD = Chart.GOOD.keySet();

    @Test
    void passesHelmsOwnLint() {
        LintResult lint = Chart.helm().lint().strict().call();

        assertThat(lint.isFailed()).as("%s", lint.getMessages()).isFalse();
    }

    @Test
    void fitsTheSchemasOfKubernetesAndOfWhatExtendsIt(@TempDir Path folder) throws Exception {
        List<String> files = new ArrayList<>();
        for (String name : GOOD) {
            files.add(
                    Files.writeString(folder.resolve(name + ".yaml"), good(name).yaml())
                            .toString());
        }

        NodeScript.passes("validate:chart", files);
    }

    @ParameterizedTest
    @FieldSource("GOOD")
    void podsHaveNoRightsThatTheyDoNotNeed(String values) {
        assertThat(good(values).pods()).isNotEmpty().allSatisfy(pod -> {
            assertThat(pod.at("/spec/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.at("/spec/securityContext/runAsUser").asInt()).isPositive();
            assertThat(pod.at("/spec/securityContext/seccompProfile/type").asString())
                    .isEqualTo("RuntimeDefault");
            assertThat(pod.at("/spec/automountServiceAccountToken").asBoolean(true))
                    .isFalse();
            assertThat(pod.at("/spec/containers").valueStream()).allSatisfy(container -> {
                JsonNode security = container.path("securityContext");
                assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
                assertThat(security.path("allowPrivilegeEscalation").asBoolean(true))
                        .isFalse();
                assertThat(security.at("/capabilities/drop/0").asString()).isEqualTo("ALL");
            });
        });
    }

    /** The JVM, uploads, and the client's credentials are written below /tmp, and nothing anywhere else. */
    @ParameterizedTest
    @FieldSource("GOOD")
    void podsCanWriteWhereTheApplicationWrites(String values) {
        assertThat(good(values).pods()).allSatisfy(pod -> {
            assertThat(pod.at("/spec/containers/0/volumeMounts").valueStream())
                    .anySatisfy(mount ->
                            assertThat(mount.path("mountPath").asString()).isEqualTo("/tmp"));
            assertThat(pod.at("/spec/volumes").valueStream())
                    .anySatisfy(volume -> assertThat(volume.has("emptyDir")).isTrue());
        });
        assertThat(good(values).variables())
                .filteredOn(variable -> variable.path("name").asString().endsWith("_CACHE_PATH"))
                .allSatisfy(variable ->
                        assertThat(variable.path("value").asString()).startsWith("/tmp/"));
    }

    @ParameterizedTest
    @FieldSource("GOOD")
    void secretsAreTakenFromSecrets(String values) {
        assertThat(good(values).variables())
                .filteredOn(
                        variable -> variable.path("name")
                                .asString()
                                .matches(
                                        ".*(PASSWORD|USERNAME|FLYWAY_USER|CLIENT_ID|SECRET|SIGNING_KEY|RECORDS_(RETIRED)?KEYS|JAAS_CONFIG|WEBHOOK_URL)"))
                .hasSizeGreaterThan(5)
                .allSatisfy(variable -> {
                    assertThat(variable.has("value")).as("%s", variable).isFalse();
                    assertThat(variable.at("/valueFrom/secretKeyRef/name").asString())
                            .isNotEmpty();
                    assertThat(variable.at("/valueFrom/secretKeyRef/key").asString())
                            .isNotEmpty();
                });
        assertThat(good(values).ofKind("Secret")).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("GOOD")
    void aPodHasTimeToDrainBeforeItIsKilled(String values) {
        assertThat(good(values).ofKind("Deployment")).allSatisfy(deployment -> {
            JsonNode pod = deployment.at("/spec/template/spec");
            int pause = pod.at("/containers/0/lifecycle/preStop/sleep/seconds").asInt();
            int drain = Integer.parseInt(
                    value(pod, "SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE").replace("s", ""));
            assertThat(pause).isPositive();
            assertThat(pod.path("terminationGracePeriodSeconds").asInt()).isGreaterThan(pause + drain);
        });
    }

    @ParameterizedTest
    @FieldSource("GOOD")
    void aNodeCanAlwaysBeDrained(String values) {
        Chart chart = good(values);
        assertThat(chart.ofKind("PodDisruptionBudget"))
                .hasSameSizeAs(chart.ofKind("Deployment"))
                .allSatisfy(budget -> {
                    JsonNode deployment = named(chart.ofKind("Deployment"), name(budget));
                    assertThat(deployment.at("/spec/selector")).isEqualTo(budget.at("/spec/selector"));
                    assertThat(budget.at("/spec/minAvailable").asInt()).isLessThan(fewest(chart, deployment));
                });
    }

    @ParameterizedTest
    @FieldSource("GOOD")
    void requestsReachPodsThatHaveADoorAndOnlyInstances(String values) {
        Chart chart = good(values);
        JsonNode door = named(chart.ofKind("Service"), "shop-backstitch").at("/spec/selector");
        JsonNode guarded = chart.ofKind("NetworkPolicy").getFirst().at("/spec/podSelector/matchLabels");

        assertThat(chart.ofKind("Deployment"))
                .anySatisfy(deployment -> assertThat(selects(door, deployment)).isTrue())
                .allSatisfy(
                        deployment -> assertThat(selects(guarded, deployment)).isTrue());
        assertThat(chart.ofKind("Job"))
                .allSatisfy(job -> assertThat(selects(door, job)).isFalse());
    }

    @Test
    void withoutLanesOneDeploymentRunsEverything() {
        Chart chart = good("smallest");

        assertThat(chart.ofKind("Deployment")).extracting(ChartTest::name).containsExactly("shop-backstitch-all");
        assertThat(chart.variables())
                .noneMatch(variable -> variable.path("name").asString().equals("BACKSTITCH_LANES_RUN"));
        assertThat(chart.ofKind("ScaledObject")).isEmpty();
    }

    @Test
    void eachLaneHasADeploymentAndOnlyThoseThatScaleHaveAScaler() {
        Chart chart = good("lanes");
        JsonNode system = named(chart.ofKind("Deployment"), "shop-backstitch-system");
        JsonNode automation = named(chart.ofKind("Deployment"), "shop-backstitch-automation");

        assertThat(value(system.at("/spec/template/spec"), "BACKSTITCH_LANES_RUN"))
                .isEqualTo("system");
        assertThat(system.at("/spec/replicas").asInt()).isEqualTo(2);
        assertThat(value(automation.at("/spec/template/spec"), "BACKSTITCH_LANES_RUN"))
                .isEqualTo("automation");
        assertThat(automation.path("spec").has("replicas"))
                .as("a rollout must not undo what the scaler decided")
                .isFalse();
        assertThat(chart.ofKind("ScaledObject")).singleElement().satisfies(scaler -> {
            assertThat(scaler.at("/spec/scaleTargetRef/name").asString()).isEqualTo("shop-backstitch-automation");
            assertThat(scaler.at("/spec/pollingInterval").asInt()).isLessThanOrEqualTo(15);
            assertThat(scaler.at("/spec/triggers/0/metadata/query").asString())
                    .contains("backstitch_jobs_waiting{namespace=\"shop-space\",lane=~\"automation\"}");
            assertThat(scaler.at("/spec/triggers/1/metadata/query").asString())
                    .contains("backstitch_jobs_oldest_seconds{namespace=\"shop-space\",lane=~\"automation\"}");
        });
    }

    @Test
    void anEngineWithLoginsIsAskedWithAToken() {
        JsonNode pod = good("camunda-keycloak").ofKind("Deployment").getFirst().at("/spec/template/spec");

        assertThat(value(pod, "CAMUNDA_CLIENT_AUTH_METHOD")).isEqualTo("oidc");
        assertThat(value(pod, "CAMUNDA_CLIENT_AUTH_TOKEN_URL")).endsWith("/protocol/openid-connect/token");
        assertThat(value(pod, "CAMUNDA_CLIENT_AUTH_AUDIENCE")).isEqualTo("orchestration-api");
    }

    @Test
    void theRecordsOfTheEngineAreBelievedByAKeyFromASecret() {
        assertThat(good("smallest").variables()).anySatisfy(variable -> {
            assertThat(variable.path("name").asString()).isEqualTo("BACKSTITCH_RECORDS_KEYS");
            assertThat(variable.at("/valueFrom/secretKeyRef/name").asString()).isEqualTo("backstitch-records");
        });
    }

    @Test
    void onlyTheMigrationsKnowWhoOwnsTheTables() {
        Chart chart = good("smallest");
        JsonNode job = chart.ofKind("Job").getFirst();
        JsonNode instance = chart.ofKind("Deployment").getFirst();

        assertThat(job.at("/metadata/annotations/" + Chart.HOOK.replace("/", "~1"))
                        .asString())
                .isEqualTo("pre-install,pre-upgrade");
        assertThat(job.at("/spec/template/spec/containers/0/command").valueStream())
                .last()
                .satisfies(main -> assertThat(main.asString()).isEqualTo("io.backstitch.Migrations"));
        assertThat(job.toString()).contains("backstitch-database-owner");
        assertThat(instance.toString()).doesNotContain("backstitch-database-owner");
        assertThat(value(instance.at("/spec/template/spec"), "SPRING_FLYWAY_ENABLED"))
                .isEqualTo("false");

        assertThat(good("everything-else").ofKind("Job")).isEmpty();
        assertThat(good("everything-else").ofKind("Deployment").getFirst().toString())
                .contains("SPRING_FLYWAY_USER", "backstitch-database-owner")
                .doesNotContain("SPRING_FLYWAY_ENABLED");
    }

    @Test
    void podsMayReachThePortsOfTheirAddresses() {
        JsonNode egress =
                good("camunda-keycloak").ofKind("NetworkPolicy").getFirst().at("/spec/egress");

        assertThat(egress.findValuesAsString("port"))
                .containsOnly("53", "5432", "26500", "8080", "9093", "443", "587")
                .contains("5432", "26500", "8080", "9093", "443", "587");
    }

    private static Chart good(String name) {
        return Chart.of(Chart.GOOD.getOrDefault(name, List.of()));
    }

    private static String name(JsonNode resource) {
        return resource.at("/metadata/name").asString();
    }

    private static JsonNode named(List<JsonNode> resources, String name) {
        return resources.stream()
                .filter(resource -> name(resource).equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String value(JsonNode pod, String variable) {
        return pod.at("/containers/0/env")
                .valueStream()
                .filter(candidate -> candidate.path("name").asString().equals(variable))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + variable))
                .path("value")
                .asString();
    }

    private static boolean selects(JsonNode labels, JsonNode workload) {
        JsonNode own = workload.at("/spec/template/metadata/labels");
        return labels.propertyStream().allMatch(label -> label.getValue().equals(own.path(label.getKey())));
    }

    /** How few pods of a deployment there may be. */
    private static int fewest(Chart chart, JsonNode deployment) {
        return chart.resources().stream()
                .filter(scaler ->
                        scaler.at("/spec/scaleTargetRef/name").asString().equals(name(deployment)))
                .map(scaler -> scaler.path("spec").has("minReplicas")
                        ? scaler.at("/spec/minReplicas")
                        : scaler.at("/spec/minReplicaCount"))
                .findFirst()
                .orElse(deployment.at("/spec/replicas"))
                .asInt();
    }
}

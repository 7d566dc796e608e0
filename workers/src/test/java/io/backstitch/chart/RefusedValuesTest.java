package io.backstitch.chart;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/** Values that cannot work are refused before anything is installed, and the sentence says why and what to do. */
class RefusedValuesTest {

    private static final List<Path> SMALLEST = List.of(Chart.SMALLEST);
    private static final List<Path> LANES = List.of(Chart.SMALLEST, Chart.LANES);

    static final List<Arguments> REFUSED = List.of(
            refused(
                    SMALLEST,
                    Map.of("database.secret.name", ""),
                    "database.secret.name is missing: the Secret with the application's login to PostgreSQL."),
            refused(
                    SMALLEST,
                    Map.of("database.maxConnections", 100),
                    "database.maxConnections is 100, but the instances may open 135: lane all (2 replicas + 1 during a rollout) x 45 = 135; each opens database.poolSize, database.listConnections, database.laneConnections for each lane that it runs, and one for its heartbeat. Take fewer replicas or a smaller pool, or let PostgreSQL accept more."),
            refused(
                    LANES,
                    Map.of("database.maxConnections", 200),
                    "database.maxConnections is 200, but the instances may open 290: lane automation (6 replicas + 1 during a rollout) x 29 = 203, lane system (2 replicas + 1 during a rollout) x 29 = 87; each opens database.poolSize, database.listConnections, database.laneConnections for each lane that it runs, and one for its heartbeat. Take fewer replicas or a smaller pool, or let PostgreSQL accept more."),
            refused(
                    SMALLEST,
                    Map.of("database.ownerSecret.name", "backstitch-database"),
                    "database.secret and database.ownerSecret are the same login: an application that owns the tables can rewrite the audit. Give it a login in the role backstitch_app."),
            refused(
                    SMALLEST,
                    Map.of("database.ownerSecret.name", ""),
                    "database.ownerSecret.name is missing: the migrations run as the owner of the tables, so that the application need not own them. Or set migrations.job to false."),
            refused(
                    SMALLEST,
                    Map.of("keycloak.workspaces.realm", "customers"),
                    "keycloak.workspaces.secret.name is missing: the Secret with the service account that makes workspaces in the realm of the customers."),
            refused(
                    SMALLEST,
                    Map.of("engine.auth.method", "oidc"),
                    "engine.auth.method is oidc, which needs engine.auth.tokenUrl, engine.auth.audience and engine.auth.secret.name."),
            refused(
                    List.of(Chart.CAMUNDA_WITH_KEYCLOAK),
                    Map.of("engine.auth.method", "none"),
                    "engine.auth.secret names a client, but engine.auth.method is none: set it to oidc, or the engine is asked without a token."),
            refused(
                    SMALLEST,
                    Map.of("kafka.bootstrapServers", ""),
                    "kafka.bootstrapServers is missing: without Kafka incidents are not noticed and decisions in Tasklist are not on record. If that is meant, set kafka.enabled to false."),
            refused(
                    SMALLEST,
                    Map.of("kafka.securityProtocol", "SASL_SSL"),
                    "kafka.securityProtocol is SASL_SSL, which needs kafka.saslMechanism and kafka.secret.name."),
            refused(
                    SMALLEST,
                    Map.of("database.plaintext", false),
                    "database.url asks for no TLS: whoever is between reads and changes what is stored, decisions too. Add ?sslmode=verify-full, or set database.plaintext to true."),
            refused(
                    SMALLEST,
                    Map.of("database.plaintext", false, "database.url", "jdbc:postgresql://db/x?sslmode=prefer"),
                    "database.url asks for no TLS: whoever is between reads and changes what is stored, decisions too. Add ?sslmode=verify-full, or set database.plaintext to true."),
            refused(
                    SMALLEST,
                    Map.of("engine.plaintext", false, "engine.grpcAddress", "https://zeebe:26500"),
                    "engine.grpcAddress or engine.restAddress is http://: whoever is between reads and changes what the engine is told. Use https://, or set engine.plaintext to true."),
            refused(
                    SMALLEST,
                    Map.of("kafka.plaintext", false),
                    "kafka.securityProtocol is PLAINTEXT: whoever is between reads and changes events and records. Set it to SSL or SASL_SSL, or kafka.plaintext to true."),
            refused(
                    SMALLEST,
                    Map.of("kafka.recordsKeySecret.name", ""),
                    "kafka.recordsKeySecret.name is missing: whoever may write to the engine's records could forge an approval. Make a key with openssl rand -base64 32 for the exporter and for this, or set kafka.recordsUnsigned to true."),
            refused(
                    SMALLEST,
                    Map.of("kafka.recordsUnsigned", true),
                    "kafka.recordsUnsigned is true, but kafka.recordsKeySecret names a key: one of them is not meant."),
            refused(
                    SMALLEST,
                    Map.of("extraEnv[0].name", "BACKSTITCH_RECORDS_KEYS", "extraEnv[0].value", "in-clear"),
                    "extraEnv has BACKSTITCH_RECORDS_KEYS with its value in clear: take it from a Secret, with valueFrom."),
            refused(
                    SMALLEST,
                    Map.of("audit.signingKeySecret.name", ""),
                    "audit.signingKeySecret.name is missing: the audit would not be signed. Make a key with backstitch audit new-key, or set audit.unsigned to true."),
            refused(
                    SMALLEST,
                    Map.of("laneDefaults.replicas", 1),
                    "podDisruptionBudget.minAvailable is 1, but lane all may have only 1 replicas: no node that runs one could ever be drained."),
            refused(
                    SMALLEST,
                    Map.of("terminationGracePeriodSeconds", 40),
                    "terminationGracePeriodSeconds is 40, but a pod may need 70 s to end: drain.preStopSeconds 5, drain.jobsSeconds 20, drain.shutdownSeconds 30, and 15 for the rest. It would be killed while it drains."),
            refused(
                    SMALLEST,
                    Map.of("rollout.maxSurge", 0),
                    "rollout.maxSurge and rollout.maxUnavailable are both 0: no rollout could ever begin."),
            refused(
                    SMALLEST,
                    Map.of("laneDefaults.door", false),
                    "No lane has a door: requests from outside would reach nobody."),
            refused(
                    SMALLEST,
                    Map.of("drain.shutdownSeconds", 20),
                    "drain.shutdownSeconds is 20, but jobs may go on for drain.jobsSeconds 20, and 5 more to hand the rest back: nobody would wait for them."),
            refused(
                    LANES,
                    Map.of(
                            "lanes.system.autoscaling.enabled",
                            true,
                            "lanes.system.autoscaling.type",
                            "hpa",
                            "database.maxConnections",
                            348),
                    "lanes.system.autoscaling is enabled, but it runs system, whose replicas are fixed: what settles and undoes runs must not wait for a scaler."),
            refused(
                    LANES,
                    Map.of("lanes.automation.autoscaling.prometheusAddress", ""),
                    "lanes.automation.autoscaling.prometheusAddress is missing: KEDA asks Prometheus."),
            refused(
                    LANES,
                    Map.of("lanes.automation.autoscaling.maxReplicas", 1),
                    "lanes.automation.autoscaling.minReplicas is 2, which is more than its maxReplicas 1."),
            refused(
                    LANES,
                    Map.of("lanes.automation.runs[0]", "system", "lanes.automation.autoscaling.enabled", false),
                    "lanes.system.runs has system, which another lane runs too."),
            refused(
                    SMALLEST,
                    Map.of("extraEnv[0].name", "SPRING_MAIL_PASSWORD", "extraEnv[0].value", "in-clear"),
                    "extraEnv has SPRING_MAIL_PASSWORD with its value in clear: take it from a Secret, with valueFrom."),
            refused(
                    SMALLEST,
                    Map.of("incidents.webhook.enabled", true, "incidents.webhook.secret.name", "hook"),
                    "incidents.webhook is enabled, but networkPolicy.extraEgress is empty: its address is in a Secret, so the chart cannot open the way to it."));

    @ParameterizedTest(name = "{2}")
    @FieldSource("REFUSED")
    void saysWhatIsWrongAndNothingElse(List<Path> values, Map<String, Object> more, String sentence) {
        assertThatThrownBy(() -> Chart.of(values, more)).message().contains("\n\n" + sentence + "\n\n");
    }

    @Test
    void saysAtOnceAllThatIsMissing() {
        assertThatThrownBy(() -> Chart.of(List.of()))
                .message()
                .contains(
                        "image.repository is missing.",
                        "database.url is missing.",
                        "engine.grpcAddress is missing.",
                        "tokens.issuerUri is missing.",
                        "keycloak.secret.name is missing",
                        "database.maxConnections is missing");
    }

    @Test
    void aMisspeltKeyIsNamed() {
        assertThatThrownBy(() -> Chart.of(SMALLEST, Map.of("laneDefaults.replica", 3)))
                .hasMessageContaining("'/laneDefaults'")
                .hasMessageContaining("'replica' not allowed");
    }

    @Test
    void aValueOfTheWrongShapeIsNamed() {
        assertThatThrownBy(() -> Chart.of(SMALLEST, Map.of("database.url", "postgres://db/backstitch")))
                .hasMessageContaining("'/database/url'");
        assertThatThrownBy(() -> Chart.of(SMALLEST, Map.of("engine.grpcAddress", "zeebe:26500")))
                .hasMessageContaining("'/engine/grpcAddress'");
    }

    private static Arguments refused(List<Path> values, Map<String, Object> more, String sentence) {
        return Arguments.of(values, more, sentence);
    }
}

package io.backstitch.stack.component;

import io.backstitch.audit.SigningKey;
import io.backstitch.stack.Part;
import io.backstitch.stack.Port;
import io.backstitch.stack.StackFailure;
import io.backstitch.stack.Versions;
import io.backstitch.stack.artifact.Transfer;
import io.backstitch.stack.process.JavaProgram;
import io.backstitch.stack.process.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The application itself. By default its packaged jar is run; tests that run before there is one say what to run instead. Unlike
 * the other parts it sees the caller's environment, so that a person can set its settings there; what ties it to the stack wins.
 */
public final class Application implements Component {
    private static final String AUDIT_KEY = "BACKSTITCH_AUDIT_SIGNING_KEY";

    private final Site site;
    private Path jar;
    private List<String> program = List.of();
    private Map<String, String> extra = Map.of();

    Application(Site site) {
        this.site = site;
        this.jar = site.folders().root().resolve("workers/target/backstitch-workers.jar");
    }

    /**
     * From the next start on; instead of the packaged jar.
     *
     * @param javaArguments what follows {@code java}: {@code -jar x.jar}, or {@code -cp ... Main}
     * @param environment wins over everything else
     */
    public void runs(List<String> javaArguments, Map<String, String> environment) {
        program = List.copyOf(javaArguments);
        extra = Map.copyOf(environment);
    }

    /**
     * From the next start on; this packaged jar.
     *
     * @param environment wins over everything else
     */
    public void runsPackaged(Path packaged, Map<String, String> environment) {
        jar = packaged;
        runs(List.of(), environment);
    }

    /** From the next start on, the same as that of another stack. */
    public void runsAs(Application other) {
        jar = other.jar;
        runs(other.program, other.extra);
    }

    @Override
    public Part part() {
        return Part.APPLICATION;
    }

    @Override
    public String version() {
        return Versions.of("backstitch");
    }

    @Override
    public String url() {
        return site.httpByName(Port.APPLICATION);
    }

    @Override
    public void fetch(Transfer transfer) {
        if (program.isEmpty() && !Files.exists(jar)) {
            throw new StackFailure(
                    "The application is not built: there is no " + jar + ".", "Run ./mvnw -DskipTests package.");
        }
    }

    /** A new build, or another key, is another application: one that runs an older one is started again. */
    @Override
    public List<String> features(Set<Part> beside) throws IOException {
        return program.isEmpty() && Files.exists(jar)
                ? List.of(OwnCode.fingerprint(jar), RecordsKey.feature(RecordsKey.ofApplication(site)))
                : List.of();
    }

    @Override
    public Launch launch(Set<Part> beside) throws IOException {
        Path data = site.data(Part.APPLICATION);
        auditKey().make();
        RecordsKey.make(site);
        DemoDoors.prepare(site);
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putAll(environment());
        environment.putAll(extra);
        JavaProgram java = JavaProgram.withHeap("384m").quickToStart().optionsFromEnvironment(Part.APPLICATION);
        if (program.isEmpty()) {
            java.runs("-jar", OwnCode.unpack(jar, data).toString());
        } else {
            java.runs(program.toArray(String[]::new));
        }
        return new Launch(java.command(), environment, data);
    }

    /** Signs the audit. */
    private KeptSecret auditKey() {
        return new KeptSecret(
                site.data(Part.APPLICATION).resolve("audit-signing.key"),
                () -> SigningKey.generate().base64());
    }

    /** What ties the application to this stack, as environment variables. */
    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(DemoDoors.environment(site));
        environment.putAll(partsAndSecrets());
        environment.putAll(whatStays());
        return environment;
    }

    /** What the answer to an erasure of a person says of this stack, in which nothing ends by itself. */
    private static Map<String, String> whatStays() {
        String until = "BACKSTITCH_ERASURE_UNTIL_";
        String fresh = "./backstitch up --fresh deletes all data";
        return Map.of(
                until + "ENGINE",
                fresh,
                until + "SEARCHSTORAGE",
                fresh,
                until + "LOGS",
                "they are too large and emptied, or somebody deletes .backstitch/logs",
                until + "BACKUPS",
                "the embedded stack makes none");
    }

    private Map<String, String> partsAndSecrets() {
        String keycloak = site.httpByName(Port.KEYCLOAK);
        return Map.ofEntries(
                Map.entry("SERVER_PORT", site.portText(Port.APPLICATION)),
                Map.entry("SERVER_ADDRESS", Site.LOOPBACK),
                Map.entry("MANAGEMENT_SERVER_PORT", site.portText(Port.APPLICATION_MANAGEMENT)),
                Map.entry("MANAGEMENT_SERVER_ADDRESS", Site.LOOPBACK),
                Map.entry(
                        "SPRING_DATASOURCE_URL",
                        "jdbc:postgresql://" + Site.LOOPBACK + ":" + site.portText(Port.POSTGRES) + "/"
                                + Postgres.DATABASE),
                Map.entry("SPRING_DATASOURCE_USERNAME", Postgres.APPLICATION_USER),
                Map.entry("SPRING_DATASOURCE_PASSWORD", Postgres.PASSWORD),
                Map.entry("SPRING_FLYWAY_USER", Postgres.USER),
                Map.entry("SPRING_FLYWAY_PASSWORD", Postgres.PASSWORD),
                Map.entry("CAMUNDA_CLIENT_GRPC_ADDRESS", site.http(Port.ZEEBE)),
                Map.entry("CAMUNDA_CLIENT_REST_ADDRESS", site.http(Port.ZEEBE_REST)),
                Map.entry("SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUER_URI", Keycloak.issuer(keycloak)),
                Map.entry("SPRING_KAFKA_BOOTSTRAP_SERVERS", Site.LOOPBACK + ":" + site.portText(Port.KAFKA)),
                Map.entry("BACKSTITCH_PAYMENTS_URL", site.http(Port.SANDBOX)),
                Map.entry("BACKSTITCH_OBJECTS_URL", site.http(Port.SANDBOX)),
                // A person's own key comes first.
                Map.entry(
                        AUDIT_KEY,
                        System.getenv().getOrDefault(AUDIT_KEY, auditKey().value())),
                Map.entry(RecordsKey.OF_APPLICATION, RecordsKey.ofApplication(site)),
                Map.entry("SPRING_MAIL_HOST", Site.LOOPBACK),
                Map.entry("SPRING_MAIL_PORT", site.portText(Port.SANDBOX_SMTP)),
                Map.entry("BACKSTITCH_KEYCLOAK_URL", keycloak),
                Map.entry("BACKSTITCH_KEYCLOAK_REALM", Keycloak.REALM),
                Map.entry("BACKSTITCH_KEYCLOAK_CLIENT_ID", Keycloak.PROVISIONER),
                Map.entry("BACKSTITCH_KEYCLOAK_CLIENT_SECRET", Keycloak.PROVISIONER_SECRET),
                Map.entry("BACKSTITCH_WORKSPACES_REALM", Keycloak.CUSTOMERS),
                Map.entry("BACKSTITCH_WORKSPACES_CLIENT_ID", Keycloak.PROVISIONER),
                Map.entry("BACKSTITCH_WORKSPACES_CLIENT_SECRET", Keycloak.PROVISIONER_SECRET));
    }

    @Override
    public boolean isReady() throws Exception {
        return Http.isOk(site.http(Port.APPLICATION_MANAGEMENT) + "/actuator/health/readiness");
    }
}

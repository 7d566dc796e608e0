package io.backstitch.stack.component;

import io.backstitch.stack.Part;
import io.backstitch.stack.Port;
import io.backstitch.stack.Versions;
import io.backstitch.stack.artifact.Archives;
import io.backstitch.stack.artifact.Transfer;
import io.backstitch.stack.demo.Reply;
import io.backstitch.stack.process.JavaProgram;
import io.backstitch.stack.process.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keycloak with the realm {@value #REALM} of the people, and {@value #CUSTOMERS} of those for whom they work. A realm that is not there is imported; the
 * people's of an older version is brought to this one. Users and roles that somebody added stay.
 */
public final class Keycloak implements Component {
    public static final String REALM = "backstitch";
    /** Who is a customer is not in the realm in which employees log in. */
    public static final String CUSTOMERS = "backstitch-customers";
    /** The client of the application in both realms: it sees the people, and manages users and groups of the customers. */
    public static final String PROVISIONER = "backstitch-provisioner";
    /** Demo secrets: they stand in the realm file, which is for machines of developers only. */
    public static final String PROVISIONER_SECRET = "demo-secret-of-provisioner";

    /** What the server reads at run time and what its data folder therefore links to. */
    private static final List<String> LINKED = List.of("bin", "conf", "lib", "providers", "themes", "version.txt");

    private static final String REALM_FILE = "backstitch-realm.json";
    private static final String CUSTOMERS_FILE = "backstitch-customers-realm.json";
    /** Which realm file the database has taken. */
    private static final String APPLIED = "realm-applied";

    private final Site site;

    Keycloak(Site site) {
        this.site = site;
    }

    @Override
    public Part part() {
        return Part.KEYCLOAK;
    }

    @Override
    public String version() {
        return Versions.of("keycloak");
    }

    @Override
    public String url() {
        return site.httpByName(Port.KEYCLOAK);
    }

    /** The {@code iss} of all tokens. */
    public static String issuer(String url) {
        return url + "/realms/" + REALM;
    }

    /** One of an older version, which runs, has one realm. */
    @Override
    public List<String> features(Set<Part> beside) {
        return List.of("has a realm of the customers");
    }

    @Override
    public void fetch(Transfer transfer) {
        program(transfer);
    }

    /** Unpacked, and built for our kind of database once: starting is twice as fast then. */
    private Path program(Transfer transfer) {
        return site.distributions().get("keycloak-" + version() + "-dev-file", folder -> {
            String coordinates = "org.keycloak:keycloak-quarkus-dist:zip:" + version();
            Archives.unpackZip(site.artifacts().file(coordinates, transfer), folder);
            Tool.run(
                    "Keycloak could not be built",
                    List.of(folder.resolve("bin/kc.sh").toString(), "build", "--db=dev-file", "--health-enabled=true"),
                    Map.of("JAVA_HOME", JavaProgram.javaHome().toString()));
        });
    }

    @Override
    public Launch launch(Set<Part> beside) throws IOException {
        Path home = site.data(Part.KEYCLOAK);
        link(program(Transfer.unheard()), home);
        Path realms = Files.createDirectories(home.resolve("data/import"));
        Resources.copy(REALM_FILE, realms.resolve(REALM_FILE));
        Resources.copy(CUSTOMERS_FILE, realms.resolve(CUSTOMERS_FILE));
        if (!Files.exists(home.resolve("data/h2"))) {
            Files.writeString(home.resolve(APPLIED), fingerprint());
        }
        JavaProgram java = JavaProgram.withHeap("320m")
                .quickToStart()
                .options("-XX:MaxMetaspaceSize=256m", "-Dfile.encoding=UTF-8")
                .options("--add-opens=java.base/java.util=ALL-UNNAMED")
                .options("--add-opens=java.base/java.util.concurrent=ALL-UNNAMED")
                .options("--add-opens=java.base/java.security=ALL-UNNAMED")
                .options("--add-opens=java.base/java.lang=ALL-UNNAMED")
                .options("--enable-native-access=ALL-UNNAMED")
                .optionsFromEnvironment(Part.KEYCLOAK)
                .options("-Djava.util.logging.manager=org.jboss.logmanager.LogManager")
                .options("-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                        + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory")
                .options("-Dkc.home.dir=" + home, "-Djboss.server.config.dir=" + home.resolve("conf"))
                .classpath(List.of(home.resolve("lib/quarkus-run.jar")))
                .runs("io.quarkus.bootstrap.runner.QuarkusEntryPoint", "start", "--optimized", "--import-realm")
                // Robots log in as one person many times at once.
                .runs("--spi-brute-force-protector--default-brute-force-detector--allow-concurrent-requests=true")
                .runs("--http-enabled=true", "--http-host=" + Site.LOOPBACK, "--cache=local")
                // It would log every question whether it is ready.
                .runs("--log-level=info,io.smallrye.health:off")
                .runs("--http-port=" + site.port(Port.KEYCLOAK))
                .runs("--http-management-port=" + site.port(Port.KEYCLOAK_MANAGEMENT))
                .runs("--hostname=" + url());
        return new Launch(
                java.command(),
                Map.of(
                        "KC_BOOTSTRAP_ADMIN_USERNAME", "admin",
                        "KC_BOOTSTRAP_ADMIN_PASSWORD", "admin",
                        "KC_HTTP_MANAGEMENT_HOST", Site.LOOPBACK),
                home);
    }

    /** Keycloak keeps its data inside its own folder; a folder of links gives each stack data of its own. */
    private static void link(Path program, Path home) throws IOException {
        Files.createDirectories(home);
        for (String name : LINKED) {
            Path link = home.resolve(name);
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, program.resolve(name));
        }
    }

    @Override
    public boolean isReady() throws Exception {
        boolean ready = Http.isOk(site.http(Port.KEYCLOAK_MANAGEMENT) + "/health/ready")
                && Http.isOk(issuer(url()) + "/.well-known/openid-configuration");
        if (ready) {
            upgrade();
        }
        return ready;
    }

    /** Once for each realm file. */
    private void upgrade() throws IOException {
        Path applied = site.data(Part.KEYCLOAK).resolve(APPLIED);
        if (!Files.exists(applied) || !Files.readString(applied).equals(fingerprint())) {
            bringUpToDate(url(), REALM);
            Files.writeString(applied, fingerprint());
        }
    }

    /**
     * Brings a realm that an older version has imported to this one; what somebody added stays. Twice is the same as once.
     *
     * @param url of Keycloak
     */
    public static void bringUpToDate(String url, String realm) throws IOException {
        new RealmUpgrade(url, realm, Reply.JSON.readTree(Resources.text(REALM_FILE))).apply();
    }

    private static String fingerprint() throws IOException {
        return Integer.toHexString(Resources.text(REALM_FILE).hashCode());
    }
}

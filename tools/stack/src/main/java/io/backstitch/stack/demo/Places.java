package io.backstitch.stack.demo;

import io.backstitch.stack.Port;
import io.backstitch.stack.Ports;
import java.net.URI;

/**
 * Where the parts of the running stack are, as a browser on this machine would call them.
 *
 * @param management the probes and metrics of the application
 * @param sandbox the payments partner and the mails
 */
public record Places(URI application, URI management, URI keycloak, URI tasklist, URI operate, URI sandbox) {

    /** A stack with these ports on this machine. */
    public static Places of(Ports ports) {
        return new Places(
                at(ports, Port.APPLICATION),
                at(ports, Port.APPLICATION_MANAGEMENT),
                at(ports, Port.KEYCLOAK),
                at(ports, Port.TASKLIST).resolve("/tasklist"),
                at(ports, Port.OPERATE).resolve("/operate"),
                at(ports, Port.SANDBOX));
    }

    private static URI at(Ports ports, Port port) {
        return URI.create("http://localhost:" + ports.of(port));
    }
}

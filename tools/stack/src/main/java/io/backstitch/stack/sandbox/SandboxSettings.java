package io.backstitch.stack.sandbox;

import java.nio.file.Path;

/**
 * Where the sandbox listens (on the loopback interface only) and keeps its record.
 *
 * @param httpPort of the payments partner and of everything that is read or set; 0 = any free one
 * @param smtpPort of the mail sink; 0 = any free one
 * @param data the folder of the record; it is created when missing, and one sandbox at a time may use it
 */
public record SandboxSettings(int httpPort, int smtpPort, Path data) {
    /** Refuses ports that cannot be. */
    public SandboxSettings {
        Check.port("httpPort", httpPort);
        Check.port("smtpPort", smtpPort);
    }

    /** Any free ports, for tests. */
    public static SandboxSettings onFreePorts(Path data) {
        return new SandboxSettings(0, 0, data);
    }
}

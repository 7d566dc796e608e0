package io.backstitch.stack.process;

import io.backstitch.stack.StackFailure;
import java.io.IOException;
import java.util.stream.Stream;

/** Signals of the system that Java does not know: a process stands still, with all its connections open, and goes on. */
public enum Signal {
    STOP,
    CONT;

    /**
     * Sends it to a process and its children; one that is gone meanwhile is left out.
     *
     * @throws StackFailure where there is no command {@code kill}
     */
    public void send(ProcessHandle process) {
        Stream.concat(Stream.of(process), process.descendants()).forEach(each -> send(each.pid()));
    }

    private void send(long pid) {
        try {
            new ProcessBuilder("kill", "-" + name(), String.valueOf(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new StackFailure("There is no command kill.", "Run it on a Unix.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.backstitch.stack.keeper;

import io.backstitch.stack.Part;
import io.backstitch.stack.StackFailure;
import io.backstitch.stack.StackFolders;
import io.backstitch.stack.component.OwnCode;
import io.backstitch.stack.process.DetachedProcess;
import io.backstitch.stack.process.JavaProgram;
import io.backstitch.stack.process.Launch;
import io.backstitch.stack.process.Run;
import io.backstitch.stack.process.Runs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The keeper of a stack as a process of its own, small, that lives as long as the stack does. */
public final class KeeperProcess {

    private static final int PATIENCE_SECONDS = 10;

    private final StackFolders folders;
    private final Runs runs;

    public KeeperProcess(StackFolders folders) {
        this.folders = folders;
        // Of its own: the keeper is no part of the stack.
        this.runs = new Runs(folders.state().resolve("keeper"));
    }

    /**
     * Starts it unless it runs.
     *
     * @param program the main class and its arguments, of this module
     */
    public void start(String... program) {
        if (runs.alive(Part.APPLICATION).isEmpty()) {
            try {
                runs.put(launched(program));
            } catch (IOException e) {
                throw new StackFailure(
                        "What looks after the application could not be started: " + e.getMessage() + ".",
                        "Check the disk, and try again.",
                        e);
            }
        }
    }

    private Run launched(String... program) throws IOException {
        Path folder = folders.state().resolve("keeper");
        JavaProgram java = JavaProgram.withHeap("32m")
                .quickToStart()
                .options("-Dslf4j.internal.verbosity=ERROR", "-Dbackstitch.root=" + folders.root())
                .classpath(OwnCode.classpath(folder))
                .runs(program);
        Process process = DetachedProcess.start(
                // The settings that a person has given to the application by the environment.
                new Launch(java.command(), System.getenv(), folder),
                folders.logs().resolve("keeper.log"));
        return Run.of(Part.APPLICATION, process.toHandle(), Map.of(), "", List.of());
    }

    public boolean isAlive() {
        return runs.alive(Part.APPLICATION).isPresent();
    }

    /** Ends it, at once: what it has begun to start is there for whoever stops the stack. */
    public void stop() {
        runs.alive(Part.APPLICATION).flatMap(Run::process).ifPresent(KeeperProcess::end);
        runs.remove(Part.APPLICATION);
    }

    private static void end(ProcessHandle process) {
        process.destroyForcibly();
        try {
            process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new StackFailure(
                    "Process " + process.pid() + " looks after the application and does not end.",
                    "End it by hand and try again.",
                    e);
        }
    }
}

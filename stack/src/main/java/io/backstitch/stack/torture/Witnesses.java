package io.backstitch.stack.torture;

import io.backstitch.stack.sandbox.SandboxClient;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Those that are asked when a torture is over: the partners themselves, the engine, and the application about each run. */
public final class Witnesses {
    private static final int LOOKS = 20;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final SandboxClient sandbox;
    private final WorkspaceRecord workspaces;
    private final People people;

    public Witnesses(URI sandbox, URI keycloak, People people) {
        this.sandbox = new SandboxClient(sandbox);
        this.workspaces = new WorkspaceRecord(keycloak);
        this.people = people;
    }

    /** The tally of all that this load was told to be accepted. */
    public Tally tally(Load load) {
        List<AcceptedRun> accepted = load.book().accepted();
        Map<String, RunRecord> runs = runs(load, accepted);
        List<String> unended = runs.values().stream()
                .filter(run -> !run.hasEnded())
                .map(RunRecord::id)
                .toList();
        var evidence = new Evidence(
                accepted, runs, people.waiting(unended), sandbox.record(), sandbox.mails(), workspaces.all());
        return Tally.of(evidence, load.book().refusals());
    }

    private static Map<String, RunRecord> runs(Load load, List<AcceptedRun> accepted) {
        Map<String, RunRecord> runs = new HashMap<>();
        for (AcceptedRun run : accepted) {
            look(load, run).ifPresent(record -> runs.put(run.id(), record));
        }
        return runs;
    }

    /** More than once: an application that is busy is not an application that has lost a run. */
    private static Optional<RunRecord> look(Load load, AcceptedRun run) {
        for (int i = 0; i < LOOKS; i++) {
            Optional<RunRecord> record = load.doors().run(run.id());
            if (record.isPresent()) {
                return record;
            }
            try {
                Thread.sleep(BETWEEN_LOOKS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}

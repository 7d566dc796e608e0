package io.backstitch.stack.process;

import io.backstitch.stack.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What was started and not stopped, one file {@code <part>.json} each. */
public final class Runs {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;

    public Runs(Path folder) {
        this.folder = folder;
    }

    /** The part's run if its process is alive; what is left of a dead one is of no interest. */
    public Optional<Run> alive(Part part) {
        return find(part).filter(r -> r.process().isPresent());
    }

    /** The part's last run, dead or alive; empty after a stop. */
    public Optional<Run> find(Part part) {
        Path file = file(part);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(file, Run.class));
        } catch (JacksonException e) {
            // A file that was cut short by a full disk says nothing; the ports tell if somebody still listens.
            return Optional.empty();
        }
    }

    public void put(Run run) {
        try {
            Files.createDirectories(folder);
            Path draft = folder.resolve(run.part().label() + ".draft");
            JSON.writerWithDefaultPrettyPrinter().writeValue(draft, run);
            Files.move(draft, file(run.part()), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("could not note that " + run.part().label() + " runs", e);
        }
    }

    public void remove(Part part) {
        try {
            Files.deleteIfExists(file(part));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(Part part) {
        return folder.resolve(part.label() + ".json");
    }
}

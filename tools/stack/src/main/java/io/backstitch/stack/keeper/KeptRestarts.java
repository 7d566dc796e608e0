package io.backstitch.stack.keeper;

import io.backstitch.stack.Part;
import io.backstitch.stack.StackFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The {@link Restarts} of a part as a file beside its run: one process writes it, others show it. */
public final class KeptRestarts {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;

    public KeptRestarts(StackFolders folders, Part part) {
        this.file = folders.runs().resolve(part.label() + ".restarts");
    }

    /** None where nobody has noted any, or where the note was cut short by a full disk. */
    public Restarts read() {
        try {
            return Files.exists(file) ? JSON.readValue(file, Restarts.class) : Restarts.NONE;
        } catch (JacksonException e) {
            return Restarts.NONE;
        }
    }

    void write(Restarts restarts) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path draft = file.resolveSibling(file.getFileName() + ".draft");
            JSON.writeValue(draft, restarts);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("could not note that a part was started again", e);
        }
    }

    /** Somebody has asked for the part: it begins with none. */
    public void forget() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

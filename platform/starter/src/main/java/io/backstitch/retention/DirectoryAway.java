package io.backstitch.retention;

import java.io.IOException;
import java.nio.file.Path;

/** The directory of archives is away, full or not ours to write to. That heals, or a person sees to it; no run goes meanwhile. */
final class DirectoryAway extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DirectoryAway(Path directory, IOException cause) {
        super("%s does not take an archive: %s".formatted(directory, cause), cause);
    }
}

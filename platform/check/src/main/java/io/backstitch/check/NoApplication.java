package io.backstitch.check;

import java.nio.file.Path;

/** A file does not belong to a process application whose steps are known; the caller names one that does. */
public final class NoApplication extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoApplication(Path file) {
        super("No folder above %s has .camunda/element-templates, so that nobody knows which steps there are"
                .formatted(file.toAbsolutePath().normalize()));
    }
}

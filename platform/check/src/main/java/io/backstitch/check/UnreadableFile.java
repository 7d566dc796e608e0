package io.backstitch.check;

import org.jspecify.annotations.Nullable;

/** A file is not what its ending says; the modeller saves it again from Camunda Modeler. */
final class UnreadableFile extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableFile(@Nullable String reason) {
        super(reason);
    }

    UnreadableFile(Throwable cause) {
        super(cause);
    }
}

package io.backstitch.stack.torture;

import io.backstitch.stack.Part;
import java.util.List;
import java.util.Locale;

/** What a torture can kill. */
public enum Killable {
    /** The second instance of the application, which the torture has started itself. */
    WORKERS(Part.APPLICATION),
    APPLICATION(Part.APPLICATION),
    POSTGRES(Part.POSTGRES),
    KAFKA(Part.KAFKA),
    BROKER(Part.ZEEBE),
    /** The partner itself; while it starts again, its faults are forgotten for a moment. */
    SANDBOX(Part.SANDBOX);

    /** What is killed unless somebody chooses otherwise. */
    public static final List<Killable> USUAL = List.of(WORKERS, APPLICATION, POSTGRES, KAFKA, BROKER);

    private final Part part;

    Killable(Part part) {
        this.part = part;
    }

    Part part() {
        return part;
    }

    /** As the command line writes it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

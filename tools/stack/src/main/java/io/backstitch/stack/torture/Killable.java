package io.backstitch.stack.torture;

import io.backstitch.stack.Part;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a torture can kill, or let stand still. */
public enum Killable {
    /** The second instance of the application, which the torture has started itself. */
    WORKERS(Part.APPLICATION),
    APPLICATION(Part.APPLICATION),
    POSTGRES(Part.POSTGRES),
    KAFKA(Part.KAFKA),
    BROKER(Part.ZEEBE),
    /** The partner itself; while it starts again, its faults are forgotten for a moment. */
    SANDBOX(Part.SANDBOX);

    /** What is struck unless somebody chooses otherwise. */
    public static final List<Killable> USUAL = List.of(WORKERS, APPLICATION, POSTGRES, KAFKA, BROKER);

    private final Part part;

    Killable(Part part) {
        this.part = part;
    }

    Part part() {
        return part;
    }

    /** The one with this label; {@link IllegalArgumentException} with the labels that there are, otherwise. */
    public static Killable labelled(String label) {
        return Stream.of(values())
                .filter(kind -> kind.label().equals(label.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'%s' cannot be killed; there are %s"
                        .formatted(
                                label, Stream.of(values()).map(Killable::label).collect(Collectors.joining(", ")))));
    }

    /** As the command line writes it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package io.backstitch.stack;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One process of the stack. The order of the constants is an order in which they can be started: everything a part needs or
 * comes after stands before it.
 */
public enum Part {
    POSTGRES("the application's database"),
    OPENSEARCH("where Tasklist and Operate read"),
    KEYCLOAK("users and logins"),
    KAFKA("events out, the engine's records in"),
    SANDBOX("payments partner and mail sink"),
    ZEEBE("the engine"),
    APPLICATION("API and workers"),
    TASKLIST("people's tasks"),
    OPERATE("runs and incidents");

    private final String purpose;

    Part(String purpose) {
        this.purpose = purpose;
    }

    /** The name in commands, files and settings: {@code postgres}, {@code zeebe}, ... */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it is there for, in a few words. */
    public String purpose() {
        return purpose;
    }

    /** What must be there for this part to be of any use; a request for this part is a request for those. */
    public Set<Part> needs() {
        return switch (this) {
            case TASKLIST, OPERATE -> EnumSet.of(OPENSEARCH, KEYCLOAK, ZEEBE);
            default -> EnumSet.noneOf(Part.class);
        };
    }

    /**
     * What must be ready before this part is started, if it is wanted at all. Nobody needs Keycloak before the first login. The
     * application waits for the engine by itself; started beside it, and not sooner, it keeps the processors evenly busy: six
     * seconds less for a warm start of everything on two of them.
     */
    public Set<Part> startsAfter() {
        return switch (this) {
            case ZEEBE -> EnumSet.of(OPENSEARCH);
            case APPLICATION -> EnumSet.of(POSTGRES, OPENSEARCH);
            case TASKLIST, OPERATE -> EnumSet.of(OPENSEARCH, ZEEBE);
            default -> EnumSet.noneOf(Part.class);
        };
    }

    /** These parts and all that they need. */
    public static Set<Part> withNeeds(Set<Part> wanted) {
        Set<Part> all = EnumSet.noneOf(Part.class);
        for (Part part : wanted) {
            all.add(part);
            all.addAll(part.needs());
        }
        return all;
    }

    public static Optional<Part> named(String label) {
        return Arrays.stream(values()).filter(p -> p.label().equals(label)).findFirst();
    }
}

package io.backstitch.stack.evidence;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Whether a condition hid a component when the form was opened. Only comparisons with a text or null, joined by {@code or}, are understood, and only of what
 * nobody could fill in: everything else is not known.
 */
final class Condition {

    private static final Pattern COMPARISON =
            Pattern.compile("\\s*([\\p{L}_][\\p{L}\\p{N}_.]*)\\s*(!?=)\\s*(?:(null)|\"([^\"\\\\]*)\")\\s*");

    private final Set<String> inputs = new HashSet<>();
    private final Shown shown;

    Condition(JsonNode components, Shown shown) {
        this.shown = shown;
        collect(components);
    }

    enum State {
        SHOWN,
        HIDDEN,
        UNKNOWN
    }

    State of(JsonNode component) {
        String hide = component.path("conditional").path("hide").asString("").strip();
        if (hide.isEmpty()) {
            return State.SHOWN;
        }
        boolean hidden = false;
        for (String part : hide.replaceFirst("^=", "").split("\\bor\\b", -1)) {
            Matcher comparison = COMPARISON.matcher(part);
            if (!comparison.matches() || inputs.contains(comparison.group(1))) {
                return State.UNKNOWN;
            }
            hidden |= holds(comparison);
        }
        return hidden ? State.HIDDEN : State.SHOWN;
    }

    private boolean holds(Matcher comparison) {
        JsonNode value = shown.at(comparison.group(1));
        boolean equal = comparison.group(3) != null
                ? value.isMissingNode() || value.isNull()
                : value.isString() && value.asString().equals(comparison.group(4));
        return comparison.group(2).equals("=") == equal;
    }

    private void collect(JsonNode components) {
        for (JsonNode component : components) {
            inputs.add(component.path("key").asString(""));
            collect(component.path("components"));
        }
    }
}

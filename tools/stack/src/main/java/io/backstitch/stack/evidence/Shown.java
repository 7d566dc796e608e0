package io.backstitch.stack.evidence;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** The variables that somebody saw, and which of them a form has shown. */
final class Shown {

    private static final Pattern TEMPLATE = Pattern.compile("\\{\\{(.{0,1000}?)}}", Pattern.DOTALL);
    private static final Pattern PATH =
            Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*(\\.[\\p{L}_][\\p{L}\\p{N}_]*|\\[[0-9]{1,6}])*");

    private final JsonNode variables;
    private final Set<String> used = new HashSet<>();

    Shown(JsonNode variables) {
        this.variables = variables;
    }

    /** Missing when there is none. */
    JsonNode at(String path) {
        used.add(path);
        JsonNode node = variables;
        for (String step : path.split("[.\\[\\]]+", -1)) {
            if (step.isEmpty()) {
                continue;
            }
            node = node.isArray() && step.matches("[0-9]{1,6}") ? node.path(Integer.parseInt(step)) : node.path(step);
        }
        return path.isEmpty() ? MissingNode.getInstance() : node;
    }

    /** For people: an amount beside its currency is in minor units. */
    Html value(String path) {
        JsonNode currency = variables.path("currency");
        return path.equals("amount") && currency.isString()
                ? Html.text(Values.money(at(path), currency.asString()))
                : Values.of(at(path));
    }

    /** A text of a form with its simple expressions filled in; what is not simple stays to be seen. */
    String fill(String text) {
        if (text.startsWith("=")) {
            String expression = text.substring(1).strip();
            return PATH.matcher(expression).matches() ? plain(at(expression)) : text;
        }
        Matcher matcher = TEMPLATE.matcher(text);
        StringBuilder out = new StringBuilder();
        while (matcher.find()) {
            String expression = matcher.group(1).strip();
            String value = PATH.matcher(expression).matches() ? plain(at(expression)) : matcher.group();
            matcher.appendReplacement(out, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(out).toString();
    }

    private static String plain(JsonNode value) {
        return value.isContainer() ? value.toString() : value.asString("");
    }

    /** The paths of values that no component asked for. */
    List<String> unused() {
        List<String> unused = new ArrayList<>();
        collect("", variables, unused);
        return unused;
    }

    private void collect(String path, JsonNode node, List<String> unused) {
        boolean shown = used.contains(path);
        if (shown && !path.isEmpty()) {
            return;
        }
        if (node.isObject() && !node.isEmpty() && (path.isEmpty() || isPartlyUsed(path))) {
            node.properties().forEach(member -> collect(join(path, member.getKey()), member.getValue(), unused));
        } else if (!path.isEmpty() && !isPartlyUsed(path)) {
            unused.add(path);
        }
    }

    private boolean isPartlyUsed(String path) {
        return used.stream().anyMatch(it -> it.startsWith(path + ".") || it.startsWith(path + "["));
    }

    static String join(String path, String key) {
        return path.isEmpty() || key.isEmpty() ? path + key : path + "." + key;
    }
}

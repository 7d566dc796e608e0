package io.backstitch.stack.evidence;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A form of Camunda as it stood before somebody, with the values that were shown, and below each field what was answered. What a simple condition hid is
 * left out; with any other condition it is shown, and marked. A component of a kind that we do not know is shown with its label and value.
 *
 * @see <a href="https://docs.camunda.io/docs/components/modeler/forms/form-element-library/forms-element-library/">Camunda: the elements of forms</a>
 */
final class FormAsSeen {

    private static final int DEEPEST = 20;

    private final Shown shown;
    private final List<Answer> answers;
    private final Condition condition;

    private FormAsSeen(JsonNode components, Shown shown, List<Answer> answers) {
        this.shown = shown;
        this.answers = answers;
        this.condition = new Condition(components, shown);
    }

    /**
     * The form.
     *
     * @param schema of the form; when it is none, the values stand alone
     * @param values the variables that were shown
     * @param answers what was answered, in order
     */
    static Html of(JsonNode schema, JsonNode values, List<Answer> answers) {
        Shown shown = new Shown(values);
        JsonNode components = schema.path("components");
        if (!components.isArray()) {
            return Html.tag("div.form", Values.of(values));
        }
        Html fields = new FormAsSeen(components, shown, answers).components(components, "", 0);
        return Html.all(Html.tag("div.form", fields), rest(shown));
    }

    private static Html rest(Shown shown) {
        List<Html> rows = shown.unused().stream()
                .map(path -> Values.row(path, shown.value(path)))
                .toList();
        return rows.isEmpty()
                ? Html.NOTHING
                : Html.all(Html.tag("h4", "Data beside the fields of the form"), Html.tag("table.facts", rows));
    }

    private Html components(JsonNode components, String path, int depth) {
        List<Html> fields = new ArrayList<>();
        for (JsonNode component : components) {
            switch (condition.of(component)) {
                case SHOWN -> fields.add(atDepth(component, path, depth));
                case HIDDEN -> {}
                case UNKNOWN ->
                    fields.add(Html.all(
                            atDepth(component, path, depth), Html.tag("p.note", "shown under a condition only")));
            }
        }
        return Html.all(fields);
    }

    private Html atDepth(JsonNode component, String path, int depth) {
        return depth > DEEPEST ? Html.tag("p.none", "…") : field(component, path, depth);
    }

    private Html field(JsonNode component, String path, int depth) {
        String key = Shown.join(path, component.path("key").asString(""));
        return switch (component.path("type").asString("")) {
            case "text" -> Markdown.of(shown.fill(component.path("text").asString("")));
            case "html" ->
                Html.tag(
                        "p.text",
                        withoutTags(shown.fill(component.path("content").asString(""))));
            case "separator" -> new Html("<hr>");
            case "spacer", "button" -> Html.NOTHING;
            case "group" -> group(component, path, depth);
            case "dynamiclist" -> dynamicList(component, path, depth);
            case "checkbox" -> labelled(component, key, Html.text(shown.at(key).asBoolean(false) ? "☑ yes" : "☐ no"));
            case "radio", "select" -> labelled(component, key, choice(component, shown.at(key), "◉ ", "○ "));
            case "checklist", "taglist" -> labelled(component, key, choice(component, shown.at(key), "☑ ", "☐ "));
            case "table" -> labelled(component, key, table(component));
            case "expression" -> labelled(component, key, Values.of(shown.at(key)));
            case "image" ->
                labelled(
                        component,
                        key,
                        Html.text("(picture) " + component.path("alt").asString("")));
            case "iframe" ->
                labelled(
                        component,
                        key,
                        Html.text("(page) " + component.path("url").asString("")));
            default -> labelled(component, key, Values.of(shown.at(key)));
        };
    }

    private Html labelled(JsonNode component, String key, Html value) {
        String label = shown.fill(
                component.path("label").asString(component.path("dateLabel").asString("")));
        String description = shown.fill(component.path("description").asString(""));
        return Html.tag(
                "div.field",
                Html.tag("div.label", label.isEmpty() ? component.path("key").asString("") : label),
                Html.tag("div.input", value),
                description.isEmpty() ? Html.NOTHING : Html.tag("div.note", description),
                answered(component, key));
    }

    private Html answered(JsonNode component, String key) {
        return Html.all(answers.stream()
                .flatMap(answer -> answer.to(key).stream()
                        .map(value -> Html.tag(
                                "div.answer",
                                Html.tag("span.kind", "answered in " + answer.who()),
                                Values.of(nameOf(component, value)))))
                .toList());
    }

    /** Of an option its label. */
    private JsonNode nameOf(JsonNode component, JsonNode value) {
        return options(component)
                .valueStream()
                .filter(option -> option.path("value").equals(value))
                .map(option -> option.path("label"))
                .filter(JsonNode::isString)
                .findFirst()
                .orElse(value);
    }

    private JsonNode options(JsonNode component) {
        return component.path("values").isArray()
                ? component.path("values")
                : shown.at(component.path("valuesKey").asString(""));
    }

    private Html group(JsonNode component, String path, int depth) {
        String inner = Shown.join(path, component.path("path").asString(""));
        return Html.tag("div.group", title(component), components(component.path("components"), inner, depth + 1));
    }

    private Html dynamicList(JsonNode component, String path, int depth) {
        String list = Shown.join(path, component.path("path").asString(""));
        int size = shown.at(list).size();
        List<Html> items = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            items.add(Html.tag(
                    "div.item", components(component.path("components"), "%s[%d]".formatted(list, i), depth + 1)));
        }
        return Html.tag(
                "div.group", title(component), items.isEmpty() ? Html.tag("p.none", "no entries") : Html.all(items));
    }

    private Html title(JsonNode component) {
        String label = shown.fill(component.path("label").asString(""));
        return label.isEmpty() ? Html.NOTHING : Html.tag("div.title", label);
    }

    /** What could be chosen, and what was. */
    private Html choice(JsonNode component, JsonNode value, String on, String off) {
        List<JsonNode> chosen = value.isArray() ? value.valueStream().toList() : List.of(value);
        List<Html> lines = new ArrayList<>();
        List<JsonNode> known = new ArrayList<>();
        for (JsonNode option : options(component)) {
            JsonNode is = option.isObject() ? option.path("value") : option;
            known.add(is);
            String label =
                    option.isObject() ? shown.fill(option.path("label").asString(is.asString(""))) : is.asString("");
            lines.add(Html.tag("li", (chosen.contains(is) ? on : off) + label));
        }
        chosen.stream()
                .filter(it -> !it.isMissingNode() && !it.isNull() && !known.contains(it))
                .forEach(it -> lines.add(Html.tag("li", Html.text(on), Values.of(it))));
        return lines.isEmpty() ? Values.of(value) : Html.tag("ul.choice", lines);
    }

    private Html table(JsonNode component) {
        String source = component.path("dataSource").asString("");
        JsonNode lines = shown.at(source.startsWith("=") ? source.substring(1).strip() : source);
        List<JsonNode> columns = component.path("columns").valueStream().toList();
        if (columns.isEmpty() || !lines.isArray() || lines.isEmpty()) {
            return Values.of(lines);
        }
        Html head = Html.tag(
                "tr",
                columns.stream()
                        .map(column -> Html.tag("th", column.path("label").asString("")))
                        .toList());
        List<Html> rows = lines.valueStream()
                .map(line -> Html.tag(
                        "tr",
                        columns.stream()
                                .map(column -> Html.tag(
                                        "td",
                                        Values.of(line.path(column.path("key").asString("")))))
                                .toList()))
                .toList();
        return Html.tag("table.columns", head, Html.all(rows));
    }

    private static String withoutTags(String html) {
        return html.replaceAll("(?s)<(style|script)\\b[^>]*>.*?</\\1>", "")
                .replaceAll("<[^>]*>", " ")
                .strip();
    }
}

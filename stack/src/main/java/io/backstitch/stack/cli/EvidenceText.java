package io.backstitch.stack.cli;

import java.io.PrintWriter;
import tools.jackson.databind.JsonNode;

/** Prints an entry of the audit for people: when, what, and what its body says, with names where they are known. */
final class EvidenceText {

    private static final String INDENT = " ".repeat(8);

    private final PrintWriter out;

    EvidenceText(PrintWriter out) {
        this.out = out;
    }

    void print(JsonNode piece) {
        JsonNode entry = piece.path("entry");
        if (!entry.isObject()) {
            out.println("        CHANGED: an entry that cannot be read any more");
            out.println(INDENT + piece.path("text").asString(""));
            return;
        }
        out.printf(
                "%6s  %s  %s%n",
                entry.path("seq").asString(),
                LetterText.time(entry.path("at")),
                entry.path("kind").asString());
        if (!piece.path("intact").asBoolean()) {
            out.println(INDENT + "CHANGED: the text does not fit its hash");
        }
        entry.path("body").properties().forEach(member -> {
            if (!member.getValue().isNull()) {
                out.printf("%s%-12s %s%n", INDENT, member.getKey(), told(member.getValue(), piece.path("people")));
            }
        });
    }

    private static String told(JsonNode value, JsonNode people) {
        if (!value.isObject()) {
            return value.asString();
        }
        for (JsonNode person : people) {
            if (person.path("id").equals(value.path("id"))) {
                return named(person);
            }
        }
        return value.toString();
    }

    private static String named(JsonNode person) {
        String id = person.path("id").asString();
        return switch (person.path("knowledge").asString()) {
            case "KNOWN" -> person.path("name").asString();
            case "ERASED" -> "somebody whose name was erased (%s)".formatted(id);
            default -> "somebody whose name was CHANGED or removed (%s)".formatted(id);
        };
    }
}

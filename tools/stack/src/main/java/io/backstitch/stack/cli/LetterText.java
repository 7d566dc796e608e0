package io.backstitch.stack.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import tools.jackson.databind.JsonNode;

/** Prints a dead letter for people: what stands where, why, each failed attempt, and what was decided. */
final class LetterText {

    private static final String INDENT = " ".repeat(8);

    private final PrintWriter out;

    LetterText(PrintWriter out) {
        this.out = out;
    }

    void print(JsonNode letter) {
        out.printf(
                "%6s  %-9s %-17s %s of %s%n",
                text(letter, "id"),
                text(letter, "state"),
                text(letter, "kind"),
                text(letter, "element"),
                letter.path("run").isString()
                        ? text(letter, "run")
                        : "a run of " + text(letter, "process") + " without business id");
        if (!isLastError(letter)) {
            text(letter, "reason").lines().forEach(line -> out.println(INDENT + line));
        }
        answer(letter);
        letter.path("attempts").forEach(attempt -> {
            out.printf(
                    "%s%s  %-11s %s%n",
                    INDENT, time(attempt.path("at")), text(attempt, "classified"), brief(text(attempt, "error")));
            answer(attempt);
        });
        if (letter.path("decidedAt").isString()) {
            out.printf("%s%s  %s%n", INDENT, time(letter.path("decidedAt")), decision(letter));
        }
    }

    /** What a partner or the engine said, masked: only operators are told. */
    private void answer(JsonNode of) {
        text(of, "answer").lines().forEach(line -> out.println(INDENT + "  it said: " + line));
    }

    private static String decision(JsonNode letter) {
        return letter.path("decidedBy").isString()
                ? "decided by %s: %s".formatted(text(letter, "decidedBy"), text(letter, "note"))
                : "went on without a decision here";
    }

    /** To the second: more is noise. */
    static String time(JsonNode instant) {
        return Instant.parse(instant.asString()).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** The reason of most letters: it stands below, with its time. */
    private static boolean isLastError(JsonNode letter) {
        JsonNode attempts = letter.path("attempts");
        return text(letter, "reason").equals(text(attempts.path(attempts.size() - 1), "error"));
    }

    /** The first line, without the package of the exception. */
    private static String brief(String error) {
        return error.lines().findFirst().orElse("").replaceFirst("^([a-z]\\w*\\.)+(?=[A-Z])", "");
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }
}

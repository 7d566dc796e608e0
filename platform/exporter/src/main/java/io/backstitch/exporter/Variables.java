package io.backstitch.exporter;

import java.util.StringJoiner;

/**
 * Takes the variables out of a record, or only their values. A record of a job or of a message has all that the run knows in it, of persons too, and the topic
 * is kept for ever.
 */
final class Variables {

    private static final String KEY = "\"variables\"";
    /** The fields of a record's value are in the second brace. */
    private static final int FIELDS = 2;

    private Variables() {}

    /** The same record with an empty context for its variables. */
    static String without(String json) {
        return changed(json, false);
    }

    /** The same record with {@code null} for the value of each of its variables, also of those that are deeper in it. */
    static String namesOnly(String json) {
        return changed(json, true);
    }

    private static String changed(String json, boolean names) {
        StringBuilder rest = new StringBuilder(json.length());
        int depth = 0;
        int at = 0;
        while (at < json.length()) {
            char next = json.charAt(at);
            int end = next == '"' ? endOfText(json, at) : at + 1;
            rest.append(json, at, end);
            depth += step(next);
            if ((depth == FIELDS || (names && depth > FIELDS)) && isKey(json, at, end)) {
                int value = end + 1;
                end = endOfValue(json, value);
                rest.append(':').append(names ? names(json.substring(value, end)) : "{}");
            }
            at = end;
        }
        return rest.toString();
    }

    /** Of a context in JSON. */
    private static String names(String context) {
        StringJoiner names = new StringJoiner(",", "{", "}");
        int at = 1;
        while (context.startsWith("{") && at < context.length()) {
            if (context.charAt(at) == '"') {
                int end = endOfText(context, at);
                names.add(context.substring(at, end) + ":null");
                at = endOfValue(context, end + 1);
            } else {
                at++;
            }
        }
        return names.toString();
    }

    private static boolean isKey(String json, int from, int end) {
        return end - from == KEY.length() && json.startsWith(KEY, from) && json.startsWith(":", end);
    }

    private static int step(char next) {
        return switch (next) {
            case '{', '[' -> 1;
            case '}', ']' -> -1;
            default -> 0;
        };
    }

    private static int endOfText(String json, int begin) {
        int at = begin + 1;
        while (json.charAt(at) != '"') {
            at += json.charAt(at) == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    private static int endOfValue(String json, int begin) {
        int depth = 0;
        int at = begin;
        do {
            char next = json.charAt(at);
            depth += step(next);
            at = next == '"' ? endOfText(json, at) : at + 1;
        } while (depth > 0 || (at < json.length() && !isEnd(json.charAt(at))));
        return at;
    }

    private static boolean isEnd(char next) {
        return next == ',' || next == '}' || next == ']';
    }
}

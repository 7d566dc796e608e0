package io.backstitch.check;

import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What can be said of a FEEL expression without evaluating it. */
final class Feel {

    private static final Pattern STRING = Pattern.compile("\"(\\\\.|[^\"\\\\])*\"");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern PATH = Pattern.compile("=\\s*([A-Za-z_]\\w*)(\\s*\\.\\s*[A-Za-z_]\\w*)*\\s*");
    private static final Set<String> KEYWORDS = Set.of(
            "if", "then", "else", "and", "or", "null", "true", "false", "for", "in", "return", "string", "number");

    private Feel() {}

    static boolean isExpression(String text) {
        return text.strip().startsWith("=");
    }

    /** The names that an expression mentions: variables, and functions too. */
    static Set<String> names(String expression) {
        return NAME.matcher(STRING.matcher(expression).replaceAll("\"\""))
                .results()
                .map(MatchResult::group)
                .filter(name -> !KEYWORDS.contains(name))
                .collect(Collectors.toSet());
    }

    /** The text that a mapping gives as it stands: written without an equals sign, or as one FEEL string. */
    static Optional<String> literal(String text) {
        if (!isExpression(text)) {
            return Optional.of(text.strip());
        }
        String expression = text.strip().substring(1).strip();
        return STRING.matcher(expression).matches()
                ? Optional.of(expression.substring(1, expression.length() - 1))
                : Optional.empty();
    }

    /** The variable that an expression reads, when it does nothing else: {@code risk} of {@code =risk.high}. */
    static Optional<String> variable(String text) {
        Matcher path = PATH.matcher(text.strip());
        return path.matches() ? Optional.of(path.group(1)).filter(name -> !KEYWORDS.contains(name)) : Optional.empty();
    }

    static boolean isNull(String text) {
        return text.replaceAll("\\s", "").equals("=null");
    }

    /** Can it have another value another time? */
    static boolean varies(String text) {
        return isExpression(text) && !names(text).isEmpty();
    }
}

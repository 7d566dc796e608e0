package io.backstitch.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.backstitch.tables.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * All by which texts may name one person, and what stands in their place afterwards. Capitals do not matter. A name within a longer word, or within
 * another's mail address, is not that name.
 */
final class Names {

    /** Shorter ones are parts of everything. */
    static final int SHORTEST = 3;

    private static final String WORD = "[\\p{L}\\p{N}_]";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final Set<String> names;
    private final Set<String> forms;
    private final String account;
    private final Pattern words;
    private final String pseudonym;

    /**
     * Of one person.
     *
     * @param account the realm's own id; empty when none is known
     */
    Names(Set<String> names, String account, String pseudonym) {
        this.account = account;
        this.names = Set.copyOf(names);
        this.forms = names.stream().flatMap(Names::forms).collect(Collectors.toUnmodifiableSet());
        this.words = Pattern.compile(
                forms.stream()
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .map(Pattern::quote)
                        .collect(Collectors.joining(
                                "|",
                                "(?<!%1$s)(?<!%1$s[.@+-])(?:".formatted(WORD),
                                ")(?!%1$s)(?![.@+-]%1$s)".formatted(WORD))),
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        this.pseudonym = pseudonym;
    }

    /** As it stands in a text, in JSON, and in bytes that PostgreSQL shows as a text. */
    private static Stream<String> forms(String name) {
        String inJson = JSON.writeValueAsString(name);
        return Stream.of(name, inJson.substring(1, inJson.length() - 1), inBytes(name));
    }

    private static String inBytes(String name) {
        StringBuilder shown = new StringBuilder();
        for (byte each : name.getBytes(UTF_8)) {
            shown.append(
                    each < 0 ? "\\%03o".formatted(each & 0xff) : each == '\\' ? "\\\\" : String.valueOf((char) each));
        }
        return shown.toString();
    }

    /** What stands in their place. */
    String pseudonym() {
        return pseudonym;
    }

    /** For {@code LIKE}: a text that matches none of these does not name the person. */
    List<String> patterns() {
        return Stream.concat(forms.stream(), Stream.of(account).filter(id -> !id.isEmpty()))
                .map(form -> "%" + form.replaceAll("[\\\\%_]", "\\\\$0") + "%")
                .toList();
    }

    /** Whether a text is one of the names and nothing else. */
    boolean is(String text) {
        return names.stream().anyMatch(text::equalsIgnoreCase);
    }

    /** Whether one of the names stands in a text. */
    boolean stand(String text) {
        return words.matcher(text).find();
    }

    /** Whether a key is the account's, or has one of the names in it. */
    boolean isIn(String key) {
        return (!account.isEmpty() && key.contains(account)) || resemble(key);
    }

    /** Whether one of the names is in a text in any way, also within a longer word. */
    boolean resemble(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return forms.stream().anyMatch(form -> lower.contains(form.toLowerCase(Locale.ROOT)));
    }

    /** A text without the names. */
    String replaced(String text) {
        return words.matcher(text).replaceAll(Matcher.quoteReplacement(pseudonym));
    }

    /** The same for each text in JSON, but for the names of fields; for all of it when it is no JSON. */
    String replacedInJson(String text) {
        try {
            JsonNode before = JSON.readTree(text);
            JsonNode after = replaced(before);
            return before.equals(after) ? text : JSON.writeValueAsString(after);
        } catch (JacksonException noJson) {
            return replaced(text);
        }
    }

    private JsonNode replaced(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JSON.createObjectNode();
            object.forEachEntry((field, value) -> copy.set(field, replaced(value)));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JSON.createArrayNode();
            array.forEach(value -> copy.add(replaced(value)));
            return copy;
        }
        return node.isString() ? JSON.getNodeFactory().stringNode(replaced(node.asString())) : node;
    }

    /** What stands in a column of this kind, without the person; null: nothing. {@code BESIDE} is up to the rest of the row. */
    @Nullable
    String without(Kind kind, String text) {
        return switch (kind) {
            case LOGIN -> is(text) ? pseudonym() : text;
            case TEXT -> replaced(text);
            case LOGINS, JSON, JSON_TEXT -> replacedInJson(text);
            case WHOLE -> stand(text) ? null : text;
            // What is around the name in bytes says nothing.
            case BYTES -> resemble(text) ? "" : text;
            case BESIDE, KEY, CHAIN, CHAIN_BYTES, FREE -> text;
        };
    }
}

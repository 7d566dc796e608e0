package io.backstitch.audit;

import java.io.IOException;
import java.math.BigDecimal;
import org.erdtman.jcs.JsonCanonicalizer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON in its one form. What would lose something on the way there is refused: the hash has to stand for what the caller meant.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8785">RFC 8785: JSON Canonicalization Scheme</a>
 */
public final class CanonicalJson {
    static final int MAX_DEPTH = 64;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private CanonicalJson() {}

    /**
     * The object in its one form.
     *
     * @throws IllegalArgumentException when this is no object, or no JSON that RFC 8785 can keep
     */
    public static String ofObject(String json) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("The body has to be a JSON object.");
            }
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                requireKept(token, parser);
            }
            return new JsonCanonicalizer(json).getEncodedString();
        } catch (StreamReadException e) {
            throw new IllegalArgumentException("The body is no JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("The body has no canonical form: " + e.getMessage(), e);
        }
    }

    private static void requireKept(JsonToken token, JsonParser parser) {
        switch (token) {
            case PROPERTY_NAME, VALUE_STRING -> requireText("A text of the body", parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> requireExact(parser.getString());
            default -> {
                // Braces, brackets and the three words have one form only.
            }
        }
    }

    /** RFC 8785 keeps numbers as doubles; what comes back from the shortest form of the double has to be the same number. */
    private static void requireExact(String number) {
        double kept = Double.parseDouble(number);
        if (Double.isInfinite(kept) || new BigDecimal(Double.toString(kept)).compareTo(new BigDecimal(number)) != 0) {
            throw new IllegalArgumentException(
                    "The number %s cannot be kept exactly; write it as a text.".formatted(number));
        }
    }

    /** Half a surrogate pair has no UTF-8: two such texts would get one hash. */
    static void requireText(String what, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new IllegalArgumentException("%s holds half a character (U+%04X).".formatted(what, (int) c));
            }
        }
    }

    /** A text with its quotes. Entries are many, so their few own texts do not take the way through the library. */
    static String quote(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> out.append(c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
            }
        }
        return out.append('"').toString();
    }
}

package io.backstitch.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import org.erdtman.jcs.NumberToJSON;
import org.jspecify.annotations.Nullable;

/**
 * Walks over bytes and accepts canonical JSON only, in one pass and without building anything. Every other byte is {@link Malformed}; so what was read
 * could not have been written in another way, and a changed byte cannot hide in a blank or in an escape.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8785">RFC 8785: JSON Canonicalization Scheme</a>
 */
final class Cursor {
    private static final int SAFE_DIGITS = 15;

    private final byte[] bytes;
    private final int end;
    private int at;

    Cursor(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    int position() {
        return at;
    }

    void expect(String literal) {
        for (int i = 0; i < literal.length(); i++) {
            if (at >= end || bytes[at] != literal.charAt(i)) {
                throw new Malformed("%s is missing at byte %d".formatted(literal, at));
            }
            at++;
        }
    }

    void expectEnd() {
        if (at != end) {
            throw new Malformed("something follows at byte %d".formatted(at));
        }
    }

    boolean next(char c) {
        if (at < end && bytes[at] == c) {
            at++;
            return true;
        }
        return false;
    }

    /** A text without its quotes. */
    String string() {
        int start = at;
        boolean plain = skipString();
        String text = decode(start + 1, at - 1);
        return plain ? text : unescape(text);
    }

    @Nullable
    String stringOrNull() {
        if (at < end && bytes[at] == 'n') {
            expect("null");
            return null;
        }
        return string();
    }

    /** A whole number that is not negative. */
    long number() {
        int start = at;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        int digits = at - start;
        if (digits == 0 || digits > SAFE_DIGITS || (bytes[start] == '0' && digits > 1)) {
            throw new Malformed("no whole number at byte %d".formatted(start));
        }
        return Long.parseLong(ascii(start, at));
    }

    /** 64 hex digits in quotes. */
    Hash hash() {
        expect("\"");
        int start = at;
        byte[] hash = new byte[Hash.LENGTH];
        if (end - at < 2 * Hash.LENGTH) {
            throw new Malformed("no hash at byte %d".formatted(start));
        }
        for (int i = 0; i < hash.length; i++) {
            hash[i] = (byte) (hexDigit(bytes[at++]) << 4 | hexDigit(bytes[at++]));
        }
        expect("\"");
        return Hash.of(hash);
    }

    private int hexDigit(byte digit) {
        if ((digit >= 'A' && digit <= 'F') || !HexFormat.isHexDigit(digit)) {
            throw new Malformed("no lower-case hex digit before byte %d".formatted(at));
        }
        return HexFormat.fromHexDigit(digit);
    }

    /** A time as {@link Instant#toString()} writes it. */
    Instant instant() {
        String text = string();
        try {
            Instant instant = Instant.parse(text);
            if (instant.toString().equals(text)) {
                return instant;
            }
        } catch (DateTimeException e) {
            throw new Malformed("%s is no time".formatted(text));
        }
        throw new Malformed("%s is not how this time is written".formatted(text));
    }

    /** Passes over an object. */
    void object() {
        if (at >= end || bytes[at] != '{') {
            throw new Malformed("no object at byte %d".formatted(at));
        }
        value(0);
    }

    private void value(int depth) {
        if (at >= end || depth > CanonicalJson.MAX_DEPTH) {
            throw new Malformed("no value at byte %d".formatted(at));
        }
        switch (bytes[at]) {
            case '{' -> members(depth);
            case '[' -> elements(depth);
            case '"' -> validString();
            case 't' -> expect("true");
            case 'f' -> expect("false");
            case 'n' -> expect("null");
            default -> anyNumber();
        }
    }

    private void members(int depth) {
        at++;
        if (next('}')) {
            return;
        }
        String former = null;
        do {
            String name = string();
            if (former != null && former.compareTo(name) >= 0) {
                throw new Malformed("the names \"%s\" and \"%s\" are not in order".formatted(former, name));
            }
            former = name;
            expect(":");
            value(depth + 1);
        } while (next(','));
        expect("}");
    }

    private void elements(int depth) {
        at++;
        if (next(']')) {
            return;
        }
        do {
            value(depth + 1);
        } while (next(','));
        expect("]");
    }

    private void validString() {
        int start = at;
        skipString();
        for (int i = start; i < at; i++) {
            if (bytes[i] < 0) {
                decode(start, at);
                return;
            }
        }
    }

    /** @return whether it holds no escapes */
    private boolean skipString() {
        expect("\"");
        boolean plain = true;
        while (at < end && bytes[at] != '"') {
            byte c = bytes[at++];
            if (c == '\\') {
                skipEscape();
                plain = false;
            } else if (c >= 0 && c < ' ') {
                throw new Malformed("a bare control character before byte %d".formatted(at));
            }
        }
        expect("\"");
        return plain;
    }

    private void skipEscape() {
        if (at < end && "btnfr\"\\".indexOf(bytes[at]) >= 0) {
            at++;
            return;
        }
        expect("u00");
        if (end - at < 2) {
            throw new Malformed("an escape breaks off at byte %d".formatted(at));
        }
        int code = hexDigit(bytes[at++]) << 4 | hexDigit(bytes[at++]);
        if (code >= ' ' || "\b\t\n\f\r".indexOf(code) >= 0) {
            throw new Malformed("a needless escape before byte %d".formatted(at));
        }
    }

    private static String unescape(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                out.append(c);
                continue;
            }
            char escape = text.charAt(++i);
            int known = "btnfr".indexOf(escape);
            if (known >= 0) {
                out.append("\b\t\n\f\r".charAt(known));
            } else if (escape == 'u') {
                out.append((char) Integer.parseInt(text, i + 1, i + 5, 16));
                i += 4;
            } else {
                out.append(escape);
            }
        }
        return out.toString();
    }

    private void anyNumber() {
        int start = at;
        while (at < end && "+-.eE0123456789".indexOf(bytes[at]) >= 0) {
            at++;
        }
        String text = ascii(start, at);
        if (!isPlainInteger(text) && !text.equals(canonicalNumber(text))) {
            throw new Malformed("no canonical value at byte %d".formatted(start));
        }
    }

    /** Most numbers: no need to print a double for them. */
    private static boolean isPlainInteger(String text) {
        int first = text.startsWith("-") ? 1 : 0;
        int digits = text.length() - first;
        if (digits < 1 || digits > SAFE_DIGITS || (text.charAt(first) == '0' && text.length() > 1)) {
            return false;
        }
        for (int i = first; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static @Nullable String canonicalNumber(String text) {
        try {
            return NumberToJSON.serializeNumber(Double.parseDouble(text));
        } catch (NumberFormatException | IOException e) {
            return null;
        }
    }

    private String ascii(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
    }

    private String decode(int from, int to) {
        try {
            for (int i = from; i < to; i++) {
                if (bytes[i] < 0) {
                    return StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes, from, to - from))
                            .toString();
                }
            }
            return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        } catch (CharacterCodingException e) {
            throw new Malformed("no UTF-8 at bytes %d to %d".formatted(from, to));
        }
    }
}

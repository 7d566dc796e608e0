package io.backstitch.stack.sandbox;

import com.sun.net.httpserver.Headers;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the sandbox's partners refuse, each with a sentence that names the field: what some strict one of the real ones refuses. Written from
 * what payment providers and directories of contacts say of themselves, and without a look at the rules of the application: it finds the holes
 * between the two.
 *
 * <p>Limits count characters: keys and tokens 255, names and titles 255, descriptions 5000, other texts 500, the names of fields 40; a body has 1 MiB at
 * most.
 */
final class PartnerRules {
    private static final int LONGEST_BODY = 1024 * 1024;
    private static final int LONGEST_FIELD = 40;
    private static final int NAME = 255;
    private static final int DESCRIPTION = 5000;
    private static final int OTHER = 500;

    /** Beyond it, who reads numbers as JavaScript does reads another one. */
    private static final long LARGEST_NUMBER = (1L << 53) - 1;

    /** Headers that decide what is done: of two, each reader believes another. */
    private static final List<String> ONCE = List.of("Idempotency-Key", "Content-Type", "Authorization");

    private static final Map<String, Integer> LIMITS =
            Map.of("name", NAME, "title", NAME, "payee", NAME, "description", DESCRIPTION);

    /** What is known of an object of this kind; kinds that are not here have whatever fields they like. */
    private static final Map<String, Set<String>> FIELDS = Map.of("contacts", Set.of("name", "email", "phone"));

    /** ISO 4217, without metals, test codes and what was withdrawn. */
    private static final Set<String> CURRENCIES =
            Set.of(("AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB "
                            + "BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL "
                            + "GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT "
                            + "LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB "
                            + "PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS "
                            + "TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG")
                    .split(" "));

    private PartnerRules() {}

    /** Headers are ASCII, and those that decide come once; a body is UTF-8, and not too long. */
    static void request(Headers headers, byte[] body) {
        headers.forEach(PartnerRules::header);
        for (String name : ONCE) {
            if (headers.getOrDefault(name, List.of()).size() > 1) {
                throw new IllegalArgumentException("The header %s comes more than once.".formatted(name));
            }
        }
        if (body.length > LONGEST_BODY) {
            throw new IllegalArgumentException("The body must have %d bytes at most.".formatted(LONGEST_BODY));
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("The body is not UTF-8.", e);
        }
    }

    private static void header(String name, List<String> values) {
        if (!values.stream().allMatch(value -> value.chars().allMatch(it -> (it >= ' ' && it < 0x7F) || it == '\t'))) {
            throw new IllegalArgumentException("The header %s has signs that are not printable ASCII.".formatted(name));
        }
    }

    /** The parameters of a query, as pairs: each of them is known, comes once, and is UTF-8. */
    static void query(List<Map.Entry<String, String>> parameters, Set<String> known) {
        Set<String> seen = new HashSet<>();
        for (Map.Entry<String, String> one : parameters) {
            if (!known.contains(one.getKey())) {
                throw new IllegalArgumentException("The parameter %s is not known here.".formatted(one.getKey()));
            }
            if (!seen.add(one.getKey())) {
                throw new IllegalArgumentException("The parameter %s comes more than once.".formatted(one.getKey()));
            }
            if (one.getValue().indexOf('\uFFFD') >= 0) {
                throw new IllegalArgumentException("The parameter %s is not UTF-8.".formatted(one.getKey()));
            }
        }
    }

    /** The same value, when headers carry it whole. */
    static String key(String field, @Nullable String value) {
        String key = Check.present(field, value);
        if (!key.matches("[ -~]{1,255}")) {
            throw new IllegalArgumentException(
                    "%s must be printable ASCII, and 255 characters at most.".formatted(field));
        }
        return key;
    }

    /** Three upper-case letters of a currency in which people pay. */
    static void currency(String field, @Nullable String value) {
        if (!CURRENCIES.contains(Check.present(field, value))) {
            throw new IllegalArgumentException(
                    "%s must be an ISO 4217 code like EUR, but was '%s'.".formatted(field, value));
        }
    }

    /** A text in a field of this name. */
    static void text(String field, @Nullable String value) {
        if (value == null) {
            return;
        }
        int longest = LIMITS.getOrDefault(field, OTHER);
        if (value.codePointCount(0, value.length()) > longest) {
            throw new IllegalArgumentException("%s must have %d characters at most.".formatted(field, longest));
        }
        if (value.codePoints().anyMatch(PartnerRules::isNone)) {
            throw new IllegalArgumentException("%s has control characters, or half of one.".formatted(field));
        }
        String fault = field.equals("email") ? MailRules.faultOfAddress(value) : null;
        if (fault != null) {
            throw new IllegalArgumentException("email %s.".formatted(fault));
        }
    }

    private static boolean isNone(int it) {
        return (Character.isISOControl(it) && it != '\n' && it != '\r' && it != '\t')
                || Character.getType(it) == Character.SURROGATE;
    }

    /** Each value has the type that the request says: nothing is cut, and no text is read as a number. */
    static void types(JsonNode json, Class<? extends Record> type) {
        if (!json.isObject()) {
            throw new IllegalArgumentException("The body must be a JSON object.");
        }
        for (RecordComponent component : type.getRecordComponents()) {
            JsonNode value = json.path(component.getName());
            if (value.isValueNode() && !value.isNull() && !fits(value, component.getType())) {
                throw new IllegalArgumentException(
                        "%s must be %s.".formatted(component.getName(), called(component.getType())));
            }
        }
    }

    private static boolean fits(JsonNode value, Class<?> type) {
        if (type == long.class) {
            return value.isIntegralNumber() && value.canConvertToLong();
        }
        return type != String.class || value.isString();
    }

    private static String called(Class<?> type) {
        return type == long.class ? "a whole number" : "a text";
    }

    /** What an object of the kind may be made of, however deep. */
    static void content(String kind, JsonNode content) {
        Set<String> known = FIELDS.get(kind);
        for (Map.Entry<String, JsonNode> field : content.properties()) {
            if (known != null && !known.contains(field.getKey())) {
                throw new IllegalArgumentException(
                        "The field '%s' of %s is not known here.".formatted(field.getKey(), kind));
            }
        }
        value(kind, content);
    }

    private static void value(String name, JsonNode value) {
        if (value.isString()) {
            text(name, value.stringValue());
        }
        if (value.isIntegralNumber() && !(value.canConvertToLong() && Math.abs(value.longValue()) <= LARGEST_NUMBER)) {
            throw new IllegalArgumentException("%s is a number that not everybody can read.".formatted(name));
        }
        if (value.isArray()) {
            value.forEach(element -> value(name, element));
        }
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            if (!field.getKey().matches("[!-~]{1,%d}".formatted(LONGEST_FIELD))) {
                throw new IllegalArgumentException(
                        "The name of a field of %s is not printable ASCII, or has more than %d characters."
                                .formatted(name, LONGEST_FIELD));
            }
            value(field.getKey(), field.getValue());
        }
    }
}

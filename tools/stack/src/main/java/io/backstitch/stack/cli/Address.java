package io.backstitch.stack.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What people type, as parts of an address of the API. */
final class Address {

    private Address() {}

    /** One part of a path. */
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** With the question mark, in the order of the map; what is null is not asked for. */
    static String query(Map<String, ? extends @Nullable Object> values) {
        return values.entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .map(entry -> entry.getKey() + "=" + segment(String.valueOf(entry.getValue())))
                .collect(Collectors.joining("&", "?", ""));
    }
}

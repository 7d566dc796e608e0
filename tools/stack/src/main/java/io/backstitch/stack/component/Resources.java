package io.backstitch.stack.component;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** Files that come with this package and are written to where a part reads them. */
final class Resources {
    private Resources() {}

    static Path copy(String name, Path target) throws IOException {
        return Files.writeString(target, text(name));
    }

    /** With every {@code @key@} replaced by its value. */
    static Path copy(String name, Map<String, String> values, Path target) throws IOException {
        String text = text(name);
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("@" + value.getKey() + "@", value.getValue());
        }
        return Files.writeString(target, text);
    }

    static String text(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Resources.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

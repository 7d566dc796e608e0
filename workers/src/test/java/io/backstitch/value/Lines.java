package io.backstitch.value;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;

/** Lists for tests: a value on each line, with the escapes of Java; what begins with two number signs is a remark. */
public final class Lines {

    private Lines() {}

    public static Stream<String> of(String file) {
        var in = Objects.requireNonNull(Lines.class.getResourceAsStream("/values/" + file), file);
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                .lines()
                .filter(line -> !line.isEmpty() && !line.startsWith("##"))
                .map(Lines::unescaped);
    }

    private static String unescaped(String line) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            if (line.startsWith("\\u", i)) {
                text.append((char) Integer.parseInt(line, i + 2, i + 6, 16));
                i += 5;
            } else {
                text.append(line.charAt(i));
            }
        }
        return text.toString();
    }
}

package io.backstitch.stack;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The ports that a person chose: environment variables win over {@code backstitch.properties}, and that over the defaults. */
public final class PortSettings {
    public static final String FILE = "backstitch.properties";

    private PortSettings() {}

    /** Nothing is guessed: a key that does not exist or a value that is no port is a failure that says so. */
    public static Ports read(Path root, Map<String, String> environment) {
        Properties file = load(root.resolve(FILE));
        refuseUnknown(file.stringPropertyNames());
        Map<Port, Integer> numbers = new EnumMap<>(Port.class);
        for (Port port : Port.values()) {
            @Nullable String variable = environment.get(port.variable());
            @Nullable String property = file.getProperty(port.key());
            if (variable != null) {
                numbers.put(port, parse(port.variable(), variable));
            } else if (property != null) {
                numbers.put(port, parse(port.key() + " in " + FILE, property));
            } else {
                numbers.put(port, port.standard());
            }
        }
        return new Ports(numbers);
    }

    private static Properties load(Path file) {
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new StackFailure(
                        file + " cannot be read: " + e.getMessage() + ".", "Lines are like port.tasklist=8082.", e);
            }
        }
        return properties;
    }

    private static void refuseUnknown(Set<String> keys) {
        Set<String> known = Arrays.stream(Port.values()).map(Port::key).collect(Collectors.toSet());
        for (String key : keys) {
            if (!known.contains(key)) {
                throw new StackFailure(
                        FILE + " has the key " + key + ", which means nothing.",
                        "Known keys: " + known.stream().sorted().collect(Collectors.joining(", ")) + ".");
            }
        }
    }

    private static int parse(String where, String value) {
        try {
            int number = Integer.parseInt(value.strip());
            if (number >= 1 && number <= 65535) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, as any other value that is no port
        }
        throw new StackFailure(
                where + " is '" + value + "', which is not a port.", "Give it a number from 1 to 65535.");
    }
}

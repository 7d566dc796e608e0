package io.backstitch.stack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The versions of what the stack runs, as the build has them: they are set in the poms and nowhere else. */
public final class Versions {
    private static final Properties VERSIONS = load();

    private Versions() {}

    /** The version of {@code camunda}, {@code keycloak}, {@code kafka}, {@code opensearch} or {@code postgres}. */
    public static String of(String name) {
        String version = VERSIONS.getProperty(name);
        if (version == null) {
            throw new IllegalArgumentException("no version of " + name);
        }
        return version;
    }

    private static Properties load() {
        try (InputStream in = Versions.class.getResourceAsStream("versions.properties")) {
            Properties properties = new Properties();
            properties.load(java.util.Objects.requireNonNull(in));
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

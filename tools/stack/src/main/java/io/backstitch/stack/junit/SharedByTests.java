package io.backstitch.stack.junit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What the tests of one class have together: one of each type, made when the first asks for it. */
final class SharedByTests {

    private final Map<Class<?>, AutoCloseable> made = new LinkedHashMap<>();

    synchronized <T extends AutoCloseable> T get(Class<T> type, Supplier<T> make) {
        return type.cast(made.computeIfAbsent(type, key -> make.get()));
    }

    synchronized void closeAll() throws Exception {
        for (AutoCloseable each : made.values()) {
            each.close();
        }
        made.clear();
    }
}

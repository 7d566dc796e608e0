package io.backstitch.stack.lifecycle;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The failure that made the others pointless. */
final class FirstFailure {
    private final AtomicReference<@Nullable RuntimeException> first = new AtomicReference<>();

    void report(RuntimeException failure) {
        first.compareAndSet(null, failure);
    }

    boolean happened() {
        return first.get() != null;
    }

    Optional<RuntimeException> get() {
        return Optional.ofNullable(first.get());
    }
}

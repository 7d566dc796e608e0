package io.backstitch.hooks;

import org.jspecify.annotations.Nullable;

/** The headers of a request. */
@FunctionalInterface
interface Headers {

    /** The value of a header, whose name is of either case; null without it. */
    @Nullable
    String get(String name);
}

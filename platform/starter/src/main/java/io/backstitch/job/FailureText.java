package io.backstitch.job;

import org.jspecify.annotations.Nullable;

/**
 * A failure in words; made by {@link Failures#text}.
 *
 * @param sentence ours, for everybody
 * @param answer what the partner or the library said, masked, for operators; null when that is nothing
 */
public record FailureText(String sentence, @Nullable String answer) {}

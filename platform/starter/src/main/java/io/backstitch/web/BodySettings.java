package io.backstitch.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings below {@code backstitch.http.body}: of the body of a request to a door without a {@link BodyLimit} of its own.
 *
 * @param maxSize how large it may be
 * @param timeout how long it may take to arrive, from its first byte to its last
 */
@ConfigurationProperties("backstitch.http.body")
record BodySettings(
        @DefaultValue("256KB") DataSize maxSize,
        @DefaultValue("10s") Duration timeout) {}

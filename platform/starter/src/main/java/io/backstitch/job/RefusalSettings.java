package io.backstitch.job;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings below {@code backstitch.refused-instances}.
 *
 * @param cancel whether a process instance that no door has begun is taken from the engine; otherwise it stays, and its steps wait
 */
@ConfigurationProperties("backstitch.refused-instances")
record RefusalSettings(@DefaultValue("true") boolean cancel) {}

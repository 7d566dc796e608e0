package io.backstitch.job;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What happens when open runs hold what this version does not read.
 *
 * @param refuseStart false: the application starts all the same, and each step that needs it is a dead letter
 */
@ConfigurationProperties("backstitch.shapes")
record ShapesSettings(@DefaultValue("true") boolean refuseStart) {}

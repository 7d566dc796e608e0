package io.backstitch.web;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** The beans of this package: they stay hidden, and come with the auto-configuration. */
@EnableConfigurationProperties(BodySettings.class)
@Import({
    ApiDocumentation.class,
    BodyLimits.class,
    ConcurrencyLimit.class,
    DoorValues.class,
    ProblemReports.class,
    Problems.class,
    StrictBodies.class
})
public class WebBeans {}

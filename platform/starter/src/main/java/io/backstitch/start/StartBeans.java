package io.backstitch.start;

import org.springframework.context.annotation.Import;

/** The beans of this package: they stay hidden, and come with the auto-configuration. */
@Import(MissingSettings.class)
public class StartBeans {}

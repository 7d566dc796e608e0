package io.backstitch.security;

import org.springframework.context.annotation.Import;

/** The beans of this package: they stay hidden, and come with the auto-configuration. */
@Import({Doors.class, Nowhere.class, ProblemResponses.class, SecurityConfiguration.class})
public class SecurityBeans {}

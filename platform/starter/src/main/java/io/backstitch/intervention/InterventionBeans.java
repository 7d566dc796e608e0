package io.backstitch.intervention;

import org.springframework.context.annotation.Import;

/** The beans of this package: they stay hidden, and come with the auto-configuration. */
@Import({ForeignChanges.class, InterventionConfiguration.class, ResolvedIncidents.class})
public class InterventionBeans {}

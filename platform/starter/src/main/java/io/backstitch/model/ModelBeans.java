package io.backstitch.model;

import org.springframework.context.annotation.Import;

/** The beans of this package: they stay hidden, and come with the auto-configuration. */
@Import({DecisionTables.class, ModelConfiguration.class, ModelDeployment.class})
public class ModelBeans {}

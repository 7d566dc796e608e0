package io.backstitch.reconciliation;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** The beans of this package: they stay hidden, and come with the auto-configuration. */
@EnableConfigurationProperties(ReconciliationSettings.class)
@Import({Looks.class, Reconciliation.class, TablesOfReconciliation.class})
public class ReconciliationBeans {}

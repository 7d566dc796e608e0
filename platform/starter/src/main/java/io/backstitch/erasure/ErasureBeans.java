package io.backstitch.erasure;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** The beans of this package: they stay hidden, and come with the auto-configuration. */
@EnableConfigurationProperties(ErasureSettings.class)
@Import({ErasureController.class, Erasures.class, Stays.class, Stores.class, Sweep.class})
public class ErasureBeans {}

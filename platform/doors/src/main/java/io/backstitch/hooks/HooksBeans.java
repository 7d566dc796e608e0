package io.backstitch.hooks;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** The beans of this package: they stay hidden, and come with the auto-configuration. */
@EnableConfigurationProperties(HookSettings.class)
@Import({EventBodies.class, EventDoor.class, HookController.class, HookSources.class, Payloads.class, Requests.class})
public class HooksBeans {}

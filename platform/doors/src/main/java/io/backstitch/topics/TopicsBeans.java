package io.backstitch.topics;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** The beans of this package: they stay hidden, and come with the auto-configuration. */
@EnableConfigurationProperties(TopicSettings.class)
@Import({DeadTopics.class, TopicConfiguration.class, TopicDoor.class, TopicListener.class})
public class TopicsBeans {}

/**
 * Events of others come in through topics of Kafka: stored before their offset is committed. What is configured is told in
 * {@code docs/topics.md}; why a failure holds up its partition, in decision 20.
 */
@NullMarked
package io.backstitch.topics;

import org.jspecify.annotations.NullMarked;

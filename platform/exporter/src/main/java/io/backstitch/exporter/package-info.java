/** The engine's records to Kafka: loaded by the broker, once for each of its partitions. */
@NullMarked
package io.backstitch.exporter;

import org.jspecify.annotations.NullMarked;

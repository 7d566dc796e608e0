/** Kafka: what the engine records comes in, and our events go out. The application works without it, and catches up. */
@NullMarked
package io.backstitch.messaging;

import org.jspecify.annotations.NullMarked;

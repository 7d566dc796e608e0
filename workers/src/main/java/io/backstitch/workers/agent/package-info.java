/** The process agent, which other processes call: its workers. */
@NullMarked
package io.backstitch.workers.agent;

import org.jspecify.annotations.NullMarked;

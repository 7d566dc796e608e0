/** The process engagement: people are assigned to a project on the day on which it starts, wherever that day is moved to. */
@NullMarked
package io.backstitch.workers.engagement;

import org.jspecify.annotations.NullMarked;

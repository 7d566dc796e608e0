/** What waits for a person: steps that have failed for good, and what was decided about them. */
@NullMarked
package io.backstitch.deadletter;

import org.jspecify.annotations.NullMarked;

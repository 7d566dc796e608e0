/** Sources of events are asked which there are, so that what did not reach us is found and healed through the same path. */
@NullMarked
package io.backstitch.reconciliation;

import org.jspecify.annotations.NullMarked;

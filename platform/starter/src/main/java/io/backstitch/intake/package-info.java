/** How work comes in: stored and answered at once, relayed to the engine afterwards. */
@NullMarked
package io.backstitch.intake;

import org.jspecify.annotations.NullMarked;

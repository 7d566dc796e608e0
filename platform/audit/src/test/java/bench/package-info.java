/** Figures, taken by hand. */
@NullMarked
package bench;

import org.jspecify.annotations.NullMarked;

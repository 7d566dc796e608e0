/**
 * Measures whether a burst in one lane is felt in another: not run by the build, see docs/performance.md. Outside of the application's
 * package, so that its component scan does not find the effects.
 */
@NullMarked
package bench.lanes;

import org.jspecify.annotations.NullMarked;

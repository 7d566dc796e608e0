/**
 * Measures what the ledger costs: not run by the build, see docs/performance.md. Outside of the application's package, so that
 * its component scan does not find the effects.
 */
@NullMarked
package bench.saga;

import org.jspecify.annotations.NullMarked;

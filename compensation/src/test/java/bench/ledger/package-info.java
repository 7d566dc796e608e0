/** Measures the ledger's operations alone: not run by the build, see docs/performance.md. */
@NullMarked
package bench.ledger;

import org.jspecify.annotations.NullMarked;

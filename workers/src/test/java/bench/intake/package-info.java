/** What the intake does under load; not run by the build. */
@NullMarked
package bench.intake;

import org.jspecify.annotations.NullMarked;

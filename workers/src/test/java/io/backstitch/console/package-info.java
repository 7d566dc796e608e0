/** What the tests show of the log: nothing, unless a test looks at it. */
@NullMarked
package io.backstitch.console;

import org.jspecify.annotations.NullMarked;

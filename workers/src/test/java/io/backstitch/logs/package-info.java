/** The log of the tests. */
@NullMarked
package io.backstitch.logs;

import org.jspecify.annotations.NullMarked;

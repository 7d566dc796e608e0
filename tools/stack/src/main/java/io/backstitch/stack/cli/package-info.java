/** The command {@code backstitch}. */
@NullMarked
package io.backstitch.stack.cli;

import org.jspecify.annotations.NullMarked;

/** The commands, as a person types them. */
@NullMarked
package io.backstitch.stack.cli;

import org.jspecify.annotations.NullMarked;

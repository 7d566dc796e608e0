/** Fetches what the stack runs from Maven repositories and unpacks it, once. */
@NullMarked
package io.backstitch.stack.artifact;

import org.jspecify.annotations.NullMarked;

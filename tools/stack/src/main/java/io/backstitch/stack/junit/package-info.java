/** The stack for tests: name what a test class needs and get it. */
@NullMarked
package io.backstitch.stack.junit;

import org.jspecify.annotations.NullMarked;

/** The demo: a handful of runs on the running stack that show what Backstitch does, and where to look. */
@NullMarked
package io.backstitch.stack.demo;

import org.jspecify.annotations.NullMarked;

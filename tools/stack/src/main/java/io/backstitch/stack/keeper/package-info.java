/** What looks after a stack that runs: starts a dead application again, and keeps logs from growing for ever. */
@NullMarked
package io.backstitch.stack.keeper;

import org.jspecify.annotations.NullMarked;

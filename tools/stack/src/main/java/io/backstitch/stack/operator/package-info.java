/** What operators do over the application's API: dead letters and effects in doubt. Needs no embedded stack. */
@NullMarked
package io.backstitch.stack.operator;

import org.jspecify.annotations.NullMarked;

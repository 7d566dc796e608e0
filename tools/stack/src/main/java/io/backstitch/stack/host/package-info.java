/** Main classes that run inside a part's own process. */
@NullMarked
package io.backstitch.stack.host;

import org.jspecify.annotations.NullMarked;

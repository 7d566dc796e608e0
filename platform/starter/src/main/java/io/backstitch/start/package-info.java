/** How the application says why it does not start. Nothing of what can be wrong comes in: each part says that itself. */
@NullMarked
package io.backstitch.start;

import org.jspecify.annotations.NullMarked;

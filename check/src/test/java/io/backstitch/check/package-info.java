/** Each rule with the model that breaks it. */
@NullMarked
package io.backstitch.check;

import org.jspecify.annotations.NullMarked;

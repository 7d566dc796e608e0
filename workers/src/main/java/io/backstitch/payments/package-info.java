/** The payments partner. */
@NullMarked
package io.backstitch.payments;

import org.jspecify.annotations.NullMarked;

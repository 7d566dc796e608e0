/** The payments partner. */
@NullMarked
package io.backstitch.workers.payments;

import org.jspecify.annotations.NullMarked;

/**
 * Approvals: who is asked, what they see, what they decide, and what of it counts. The process {@code approval} is the only one that
 * uses these steps; others call it.
 */
@NullMarked
package io.backstitch.approval;

import org.jspecify.annotations.NullMarked;

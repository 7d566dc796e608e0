/** Approvals: the rules, and what is stored of them. */
@NullMarked
package io.backstitch.approval;

import org.jspecify.annotations.NullMarked;

/** An expense report is filled in in Tasklist, confirmed by who was out of pocket, and handed in. */
@NullMarked
package io.backstitch.expensedraft;

import org.jspecify.annotations.NullMarked;

/** An expense report is filled in in Tasklist, confirmed by who was out of pocket, and handed in. */
@NullMarked
package io.backstitch.workers.expensedraft;

import org.jspecify.annotations.NullMarked;

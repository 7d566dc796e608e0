/** An expense report is checked, approved, paid out and booked, or nothing of it is left but the record of its approval. */
@NullMarked
package io.backstitch.workers.expense;

import org.jspecify.annotations.NullMarked;

/**
 * People with a login who want what is not theirs, beside a torture: an employee in Tasklist and at the doors, and an operator in Operate, at the engine's own
 * API and in the records' topic. What they try is on a book of their own; what came of it is judged by the partners' records, the audit and the database.
 *
 * <p>A next kind of attempt is an entry of {@code Kind} and an {@code Attempt} that {@code Attempts} knows.
 */
@NullMarked
package io.backstitch.stack.torture.insider;

import org.jspecify.annotations.NullMarked;

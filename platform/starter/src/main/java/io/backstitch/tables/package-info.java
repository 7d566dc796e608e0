/** What each package says of its tables: whom they can name, which rows go with a run, and when the others' time is over. */
@NullMarked
package io.backstitch.tables;

import org.jspecify.annotations.NullMarked;

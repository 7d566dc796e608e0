/** Runs that are long over go from the tables into archives, on record; what is remembered of them keeps the promises that were made about them. */
@NullMarked
package io.backstitch.retention;

import org.jspecify.annotations.NullMarked;

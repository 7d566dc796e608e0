/** Runs that start by the calendar: each planned time once, through the same path as what comes in from outside. */
@NullMarked
package io.backstitch.schedules;

import org.jspecify.annotations.NullMarked;

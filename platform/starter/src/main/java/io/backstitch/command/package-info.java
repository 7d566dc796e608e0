/** What a person may change in a run that goes on: a variable, a date. Each command is on record, and twice is the same as once. */
@NullMarked
package io.backstitch.command;

import org.jspecify.annotations.NullMarked;

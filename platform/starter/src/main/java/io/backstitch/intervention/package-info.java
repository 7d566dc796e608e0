/** What people change in the engine past our doors is on record. */
@NullMarked
package io.backstitch.intervention;

import org.jspecify.annotations.NullMarked;

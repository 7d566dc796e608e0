/** What the database says, understood. */
@NullMarked
package io.backstitch.database;

import org.jspecify.annotations.NullMarked;

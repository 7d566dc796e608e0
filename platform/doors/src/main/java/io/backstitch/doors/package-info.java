/** Joins the doors to an application. */
@NullMarked
package io.backstitch.doors;

import org.jspecify.annotations.NullMarked;

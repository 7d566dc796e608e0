/** What must not be read by everybody who may read a text, is made unreadable. */
@NullMarked
package io.backstitch.masking;

import org.jspecify.annotations.NullMarked;

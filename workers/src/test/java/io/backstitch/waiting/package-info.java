@NullMarked
package io.backstitch.waiting;

import org.jspecify.annotations.NullMarked;

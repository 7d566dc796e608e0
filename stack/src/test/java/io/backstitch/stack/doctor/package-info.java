@NullMarked
package io.backstitch.stack.doctor;

import org.jspecify.annotations.NullMarked;

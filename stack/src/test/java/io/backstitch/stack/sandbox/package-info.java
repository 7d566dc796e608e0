@NullMarked
package io.backstitch.stack.sandbox;

import org.jspecify.annotations.NullMarked;

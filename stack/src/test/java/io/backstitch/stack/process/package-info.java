@NullMarked
package io.backstitch.stack.process;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.backstitch.stack.torture;

import org.jspecify.annotations.NullMarked;

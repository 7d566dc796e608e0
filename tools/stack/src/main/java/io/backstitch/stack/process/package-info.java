/** Operating system processes that outlive the one that started them. */
@NullMarked
package io.backstitch.stack.process;

import org.jspecify.annotations.NullMarked;

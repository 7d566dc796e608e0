@NullMarked
package io.backstitch.stack.demo;

import org.jspecify.annotations.NullMarked;

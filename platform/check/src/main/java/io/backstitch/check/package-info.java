/** The model check: what a model must satisfy, each rule with a sentence that says what to do. */
@NullMarked
package io.backstitch.check;

import org.jspecify.annotations.NullMarked;

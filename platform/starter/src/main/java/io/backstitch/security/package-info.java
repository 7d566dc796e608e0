/** Who may do what. */
@NullMarked
package io.backstitch.security;

import org.jspecify.annotations.NullMarked;

/** Backstitch, the application. One process = one package; one package per capability. */
@NullMarked
package io.backstitch;

import org.jspecify.annotations.NullMarked;

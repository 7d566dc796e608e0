/** The engine in memory, for path tests. Zeebe Process Test ends with Camunda 8.9: only this package knows it. */
@NullMarked
package io.backstitch.engine;

import org.jspecify.annotations.NullMarked;

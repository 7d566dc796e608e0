/** The package of the library for the engine in memory: for what must stand in place of a class of its own. */
@NullMarked
package io.camunda.zeebe.process.test.engine;

import org.jspecify.annotations.NullMarked;
